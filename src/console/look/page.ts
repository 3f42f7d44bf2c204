import type { FastifyReply, FastifyRequest } from "fastify";

import { html, type Html } from "../../markup/html.ts";
import { mayDo } from "../../operations/operator.ts";
import { actForm } from "../acting/act-form.ts";
import { accountBadge } from "../signing-in/account-badge.ts";
import { document } from "./document.ts";
import { takeNotice } from "./notice.ts";
import type { ConsolePorts } from "../ports.ts";

/** Where in the console a page stands; each has its place in the navigation. */
const sections = {
  overview: { path: "/", title: "Overview" },
  clients: { path: "/clients", title: "Clients" },
  failures: { path: "/failures", title: "Failures" },
  conflicts: { path: "/conflicts", title: "Conflicts" },
  changes: { path: "/change-sets", title: "Change sets" },
  catalogue: { path: "/catalogue", title: "Catalogue" },
  notifications: { path: "/notifications", title: "Notifications" },
  activity: { path: "/activity", title: "Activity" },
  "raw-queues": { path: "/raw-queues", title: "Raw queues" },
} as const;

export type Section = keyof typeof sections;

export type PageContent = {
  /** The h1, and with the console's name the window's title; body begins at h2. */
  readonly title: string;
  readonly section: Section;
  readonly body: Html;
  /** Under the title, in a sentence. */
  readonly lead?: Html;
  readonly status?: number;
};

/** Answers a whole page of the console. */
export function page(reply: FastifyReply, ports: ConsolePorts, content: PageContent): FastifyReply {
  const { request } = reply;
  const notice = takeNotice(reply);
  const body = html`<a class="skip" href="#main">Skip to content</a>
    <div class="frame">
      <header class="side">
        <p class="brand">los-sync</p>
        ${accountBadge(ports.account)} ${navigation(request, ports, content.section)}
        <div class="who">
          <p>${request.session.name} <small>${request.session.role}</small></p>
          ${actForm(request, ports, { to: "/sign-out", action: null, button: "Sign out", look: "basic" })}
        </div>
      </header>
      <main id="main" tabindex="-1">
        <h1>${content.title}</h1>
        ${content.lead ? html`<p class="lead">${content.lead}</p>` : ""}
        <div role="status">${notice === undefined ? "" : html`<p class="notice">✓ ${notice}</p>`}</div>
        ${content.body}
      </main>
    </div>`;
  return sendHtml(reply.status(content.status ?? 200), document(content.title, body));
}

/** Answers a part of a page, for htmx to put in its place. */
export function fragment(reply: FastifyReply, body: Html): FastifyReply {
  return sendHtml(reply, body);
}

export function sendHtml(reply: FastifyReply, { markup }: Html): FastifyReply {
  return reply.type("text/html; charset=utf-8").send(markup);
}

function navigation({ session }: FastifyRequest, { rawQueues }: ConsolePorts, here: Section): Html {
  const shown = (Object.keys(sections) as Section[]).filter(
    (section) => section !== "raw-queues" || (rawQueues !== undefined && mayDo(session, "raw-queues")),
  );
  return html`<nav aria-label="Console">
    <ul>
      ${shown.map((section) => {
        const { path, title } = sections[section];
        return html`<li>
          <a href="${path}" ${section === here ? html`aria-current="page"` : ""}>${title}</a>
        </li>`;
      })}
    </ul>
  </nav>`;
}
