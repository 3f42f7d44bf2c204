import type { Call } from "./calls.ts";
import { html } from "../markup/html.ts";
import type { Html } from "../markup/html.ts";
import type { Sandbox } from "./sandbox.ts";

/** The limits and how much of each is used. */
export function figures(usage: Sandbox["usage"], calls: readonly Call[]): readonly Html[] {
  const { requests, incrementalExports, organizationUpdates, ticketUpdates, jobs, mostCallsInAMinute } =
    usage;
  const busiest = organizationUpdates.usedBy.reduce((most, { used }) => Math.max(most, used), 0);
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
      <h3>Requests that update tickets, this minute</h3>
      <p class="figure">${ticketUpdates.used} <span>of ${ticketUpdates.perMinute}</span></p>
      ${meter(ticketUpdates.used, ticketUpdates.perMinute)}
    </div>`,
    html`<div class="card">
      <h3>Jobs queued or running</h3>
      <p class="figure">${jobs.inFlight} <span>of ${jobs.maxInFlight}</span></p>
      ${meter(jobs.inFlight, jobs.maxInFlight)}
    </div>`,
    html`<div class="card">
      <h3>Incremental exports, this minute</h3>
      <p class="figure">${incrementalExports.used} <span>of ${incrementalExports.perMinute}</span></p>
      ${meter(incrementalExports.used, incrementalExports.perMinute)}
    </div>`,
    html`<div class="card">
      <h3>Calls on record</h3>
      <p class="figure">${calls.length} <span>calls</span></p>
      <p class="quiet">
        ${struck} struck by a fault, ${refused} over a limit, at most ${mostCallsInAMinute} in a minute
      </p>
    </div>`,
  ];
}

function meter(used: number, allowed: number): Html {
  const most = allowed * 0.9;
  return html`<meter min="0" max="${allowed}" high="${most}" optimum="0" value="${used}"></meter>`;
}
