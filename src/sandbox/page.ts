import { createHash } from "node:crypto";
import type { FieldValue, Organization } from "./account.ts";
import type { Call } from "./calls.ts";
import type { FaultRule } from "./faults.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { listOrganizationFields } from "./organization-fields.ts";
import { pageStyle } from "./page-style.ts";
import type { Usage } from "./rate-limits.ts";
import type { Sandbox } from "./sandbox.ts";

const shownCalls = 50;
const shownOrganizations = 60;

/** Fetches the page again every second and puts the new facts in place, without moving the reader. */
const refresh = `
setInterval(async () => {
  if (document.hidden) return;
  try {
    const page = await (await fetch("/")).text();
    const main = new DOMParser().parseFromString(page, "text/html").querySelector("main");
    document.querySelector("main").replaceWith(main);
    document.body.classList.remove("stopped");
  } catch {
    document.body.classList.add("stopped");
  }
}, 1000);
`;

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Only the style and the script of the page itself may run. */
export const pagePolicy = `default-src 'none'; style-src ${hashOf(pageStyle)}; script-src ${hashOf(refresh)}; connect-src 'self'`;

const style: Html = { markup: `<style>${pageStyle}</style>` };
const script: Html = { markup: `<script>${refresh}</script>` };

/** The page at /: what the sandbox holds, what it was asked, and how it is told to fail. */
export function renderPage(sandbox: Sandbox): string {
  const { account, calls, faults, url, usage } = sandbox;
  const labels = listOrganizationFields(account).filter((field) => field.active);
  const organizations = account.organizations
    .list()
    .toSorted((a, b) => b.updated_at.localeCompare(a.updated_at) || b.id - a.id);
  const cards = organizations.slice(0, shownOrganizations).map((organization) =>
    organizationCard(
      organization,
      labels.map(({ key, title }) => [title, organization.organization_fields[key] ?? null]),
    ),
  );

  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Zendesk sandbox</title>
        ${style}
      </head>
      <body>
        <header>
          <div>
            <h1>Zendesk sandbox</h1>
            <span class="badge">Sandbox, not Zendesk</span>
            <code>${url}</code>
          </div>
        </header>
        <main>
          <h2>Limits</h2>
          <div class="grid figures">${figures(usage, calls)}</div>
          <h2>Faults</h2>
          ${faultList(faults)}
          <h2>Organizations ${count(organizations.length, shownOrganizations, "latest")}</h2>
          ${
            cards.length > 0
              ? html`<div class="grid">${cards}</div>`
              : html`<p class="card empty">No organizations yet.</p>`
          }
          <h2>Calls ${count(calls.length, shownCalls, "last")}</h2>
          ${callList(calls)}
        </main>
        ${script}
      </body>
    </html>`.markup;
}

function figures({ requests, organizationUpdates }: Usage, calls: readonly Call[]): readonly Html[] {
  const busiest = Math.max(0, ...organizationUpdates.usedBy.map(({ used }) => used));
  const refused = calls.filter(({ limit }) => limit !== null).length;
  const struck = calls.filter(({ fault }) => fault !== null).length;
  return [
    html`<div class="card">
      <h3>Requests of the account, this minute</h3>
      <p class="figure">
        ${requests.used} <span>of ${requests.perMinute}, anew in ${requests.resetSeconds} s</span>
      </p>
      ${meter(requests.used, requests.perMinute)}
    </div>`,
    html`<div class="card">
      <h3>Updates of one organization, last minute</h3>
      <p class="figure">${busiest} <span>of ${organizationUpdates.perMinute}</span></p>
      ${meter(busiest, organizationUpdates.perMinute)}
    </div>`,
    html`<div class="card">
      <h3>Calls on record</h3>
      <p class="figure">${calls.length} <span>calls</span></p>
      <p class="quiet">${struck} struck by a fault, ${refused} over a limit</p>
    </div>`,
  ];
}

function meter(used: number, allowed: number): Html {
  const most = allowed * 0.9;
  return html`<meter min="0" max="${allowed}" high="${most}" optimum="0" value="${used}"></meter>`;
}

function faultList(faults: readonly FaultRule[]): Html {
  if (faults.length === 0) return html`<p class="card quiet">None: the sandbox answers as Zendesk would.</p>`;
  return html`<ul class="card calls list">
    ${faults.map(
      (rule) =>
        html`<li>
          <b class="warn">${Math.round((rule.share ?? 1) * 100)} %</b>
          <span></span>
          <span class="path">${rule.kinds.join(", ")}</span>
          <span class="mono quiet"
            >${rule.method ?? "any method"} ${rule.path ?? "any path"}, ${rule.times ?? "no"}
            ${rule.times === undefined ? "end" : "left"}</span
          >
        </li>`,
    )}
  </ul>`;
}

function organizationCard(
  organization: Organization,
  fields: readonly (readonly [string, FieldValue])[],
): Html {
  const { name, id, external_id: externalId, domain_names: domains, tags } = organization;
  return html`<article class="card">
    <h3>${name}</h3>
    <p class="mono quiet">${externalId ?? "no external id"} · ${id}</p>
    <dl>
      ${fields.map(
        ([title, value]) =>
          html`<dt>${title}</dt>
            <dd>${value === null ? quietDash : String(value)}</dd>`,
      )}
      <dt>Domains</dt>
      <dd>${domains.length > 0 ? domains.join(", ") : quietDash}</dd>
    </dl>
    ${
      tags.length > 0
        ? html`<ul class="tags mono">
            ${tags.map((tag) => html`<li>${tag}</li>`)}
          </ul>`
        : ""
    }
  </article>`;
}

const quietDash = html`<span class="quiet">–</span>`;

function callList(calls: readonly Call[]): Html {
  if (calls.length === 0) return html`<p class="card empty">Nobody has called yet.</p>`;
  const rows = calls.slice(-shownCalls).toReversed();
  return html`<ul class="card calls list">
    ${rows.map(
      (call) =>
        html`<li>
          <span class="quiet mono">${call.at.slice(11, 19)}</span>
          <b class="${toneOf(call)}">${call.status ?? "–"}</b>
          <span class="mono path">${call.method} ${call.path}</span>
          <span class="${toneOf(call)}">${effectOf(call)}</span>
        </li>`,
    )}
  </ul>`;
}

function effectOf({ applied, fault, limit, status }: Call): string {
  const effect = applied ? "changed" : "";
  if (limit !== null) return `over the limit of the ${limit}`;
  if (fault !== null) return [`fault ${fault}`, effect].filter(Boolean).join(", ");
  return status === null ? "not answered" : effect;
}

function toneOf({ applied, fault, limit, status }: Call): string {
  if (fault !== null || limit !== null) return "warn";
  if (status === null || status >= 400) return "bad";
  return applied ? "good" : "quiet";
}

function count(all: number, shown: number, which: string): Html {
  return html`<small>${all > shown ? `the ${which} ${shown} of ${all}` : all}</small>`;
}
