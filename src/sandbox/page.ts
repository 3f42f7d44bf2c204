import { createHash } from "node:crypto";
import { callList } from "./call-list.ts";
import { faultList } from "./fault-list.ts";
import { figures } from "./figures.ts";
import { html } from "../markup/html.ts";
import type { Html } from "../markup/html.ts";
import { jobList } from "./job-list.ts";
import { organizationCard } from "./organization-card.ts";
import { listOrganizationFields } from "./organization-fields.ts";
import { pageStyle } from "./page-style.ts";
import { listPolicies } from "./policies.ts";
import { slaPolicies } from "./policy-kinds.ts";
import { policyList } from "./policy-list.ts";
import type { Sandbox } from "./sandbox.ts";
import { scheduleList } from "./schedule-list.ts";
import { ticketList } from "./ticket-list.ts";

const shownCalls = 50;
const shownJobs = 20;
const shownTickets = 20;
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
  const { account, calls, faults, jobs, jobFaults, url, usage } = sandbox;
  const labels = listOrganizationFields(account).filter((field) => field.active);
  const organizations = account.organizations.size;
  const cards = account.organizationHistory.latest(shownOrganizations).map((organization) =>
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
          ${faultList(faults, jobFaults)}
          <h2>Jobs ${count(jobs.length, shownJobs, "latest")}</h2>
          ${jobList(jobs.slice(0, shownJobs))}
          <h2>SLA policies <small>${account.policies.size}, * in calendar hours</small></h2>
          ${policyList(listPolicies(slaPolicies(account)))}
          <h2>Schedules <small>${account.schedules.size}</small></h2>
          ${scheduleList(account.schedules.list())}
          <h2>Tickets ${count(account.tickets.size, shownTickets, "latest")}</h2>
          ${ticketList(
            account.ticketHistory.latest(shownTickets),
            (organizationId) => account.organizations.get(organizationId)?.name,
          )}
          <h2>Organizations ${count(organizations, shownOrganizations, "latest")}</h2>
          ${
            cards.length > 0
              ? html`<div class="grid">${cards}</div>`
              : html`<p class="card empty">No organizations yet.</p>`
          }
          <h2>Calls ${count(calls.length, shownCalls, "last")}</h2>
          ${callList(calls.slice(-shownCalls).toReversed())}
        </main>
        ${script}
      </body>
    </html>`.markup;
}

function count(all: number, shown: number, which: string): Html {
  return html`<small>${all > shown ? `the ${which} ${shown} of ${all}` : all}</small>`;
}
