import { html, type Html } from "../../markup/html.ts";
import type { Job } from "../../operations/job.ts";
import { exchangeDetails } from "./client-happening.ts";
import { clientName, clientPath } from "./client-words.ts";
import { jobPath } from "../failures/job-table.ts";
import { empty, stateBadge } from "../look/parts.ts";
import { time } from "../look/time.ts";

export type TicketOptions = {
  /** Where people see it in Zendesk. */
  readonly url: string;
  readonly history: Html;
  readonly now: Date;
};

/** The job of a ticket, if it has one, and what happened. */
export function ticketView(job: Job | undefined, { url, history, now }: TicketOptions): Html {
  return html`<p><a href="${url}" rel="noreferrer">Open it in Zendesk</a></p>
    ${
      job === undefined
        ? empty("There is no job for this ticket.", "Nothing was to do for it, or it is not known here.")
        : jobCard(job, now)
    }
    ${history}`;
}

function jobCard({ id, state, cause, message, client, changedAt, exchange }: Job, now: Date): Html {
  return html`<section aria-labelledby="job" class="card">
    <h2 id="job">Its job</h2>
    <p>
      ${stateBadge(state)} ${time(changedAt, now)} ${cause === null ? html`` : html`<code>${cause}</code>`}
      ${message ?? ""}
    </p>
    ${client === null ? html`` : html`<p>Client <a href="${clientPath(client.id)}">${clientName(client)}</a></p>`}
    ${exchange === null ? html`` : exchangeDetails(exchange)}
    <p><a href="${jobPath(id)}">Its job, to re-run or discard it</a></p>
  </section>`;
}
