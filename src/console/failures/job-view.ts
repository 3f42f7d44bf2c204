import type { FastifyRequest } from "fastify";

import { html, type Html } from "../../markup/html.ts";
import type { Job, JobState } from "../../operations/job.ts";
import { actForm, reasonField } from "../acting/act-form.ts";
import { hintFor } from "./cause-hints.ts";
import { jobPath } from "./job-table.ts";
import { facts, pretty, stateBadge } from "../look/parts.ts";
import type { ConsolePorts } from "../ports.ts";
import { time } from "../look/time.ts";

export function jobView(request: FastifyRequest, ports: ConsolePorts, job: Job): Html {
  const now = ports.now();
  return html`<div class="card">
      <p>${stateBadge(job.state)} ${job.cause === null ? "" : html`<code>${job.cause}</code>`}</p>
      ${job.message === null ? "" : html`<p>${job.message}</p>`}
      ${job.cause === null ? "" : hint(job.cause, job.state)}
      ${facts([
        ["Changed", time(job.changedAt, now)],
        ["Attempts that failed", job.attempts],
        ["Next attempt", job.nextAttemptAt === null ? "none" : time(job.nextAttemptAt, now)],
        ["Waits since", job.dirtySince === null ? "does not wait" : time(job.dirtySince, now)],
        ["Urgency", job.urgency],
        ["See also", links(job)],
      ])}
    </div>
    ${whatCanBeDone(request, ports, job)} ${exchange(job)}`;
}

function hint(cause: string, state: JobState): Html {
  const { means, next } = hintFor(cause, state);
  return html`<p>${means}</p>
    <p><strong>What to do:</strong> ${next}</p>`;
}

function links({ client, ticketId, cause, state }: Job): Html {
  return html`${
    client === null
      ? ""
      : html`<a href="/clients/${encodeURIComponent(client.id)}"
            >Client ${client.name ?? client.id} and its history</a
          ><br />`
  }${ticketId === null ? "" : html`<a href="/tickets/${ticketId}">History of ticket ${ticketId}</a><br />`}${
    cause === null
      ? ""
      : html`<a href="/failures?${new URLSearchParams({ cause, state }).toString()}">Others of this cause</a>`
  }${state === "conflict" ? html`<br /><a href="/conflicts">Conflicts</a>` : ""}`;
}

function whatCanBeDone(request: FastifyRequest, ports: ConsolePorts, job: Job): Html {
  const hasStopped = job.state === "failed" || job.state === "conflict";
  return html`<h2>What can be done</h2>
    <div class="sides">
      <div class="card">
        <h3>Re-run</h3>
        <p>Looks at it again at once, with all its attempts. Nothing old is sent: what is true now is.</p>
        ${actForm(request, ports, {
          to: `${jobPath(job.id)}/retry`,
          action: "retry",
          button: "Re-run",
          fields: reasonField(false),
        })}
      </div>
      ${
        hasStopped
          ? html`<div class="card">
              <h3>Discard</h3>
              <p>
                Takes it off the failures. Zendesk stays as it is, and nobody looks at it until the next
                message for it.
              </p>
              ${actForm(request, ports, {
                to: `${jobPath(job.id)}/discard`,
                action: "discard",
                button: "Discard",
                fields: reasonField(true),
                look: "danger",
              })}
            </div>`
          : ""
      }
    </div>`;
}

function exchange({ exchange: call }: Job): Html {
  if (call === null) return html``;
  return html`<h2>The call that failed</h2>
    <p>
      <code>${call.method} ${call.path}</code>
      ${call.status === undefined ? "was not answered" : html`was answered with <strong>${call.status}</strong>`}
    </p>
    <div class="sides">
      <div>
        <h3>Request</h3>
        ${pretty(call.request)}
      </div>
      <div>
        <h3>Answer</h3>
        ${pretty(call.answer)}
      </div>
    </div>`;
}
