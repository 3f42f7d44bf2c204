import { html } from "../markup/html.ts";
import type { Html } from "../markup/html.ts";
import type { Job } from "./jobs.ts";

/** The jobs, each with how far it is and what went wrong. */
export function jobList(jobs: readonly Job[]): Html {
  if (jobs.length === 0) return html`<p class="card empty">No jobs yet.</p>`;
  return html`<ul class="card calls list">
    ${jobs.map(
      (job) =>
        html`<li>
          <span class="quiet mono">${job.createdAt.slice(11, 19)}</span>
          <b class="${toneOf(job)}">${Math.round((100 * (job.progress ?? 0)) / job.total)} %</b>
          <span class="mono path">${job.kind} ${job.total} ${job.id}</span>
          <span class="${toneOf(job)}">${stateOf(job)}</span>
        </li>`,
    )}
  </ul>`;
}

function stateOf({ status, vanished, rowsFailed, faults }: Job): string {
  const failed = rowsFailed > 0 ? `${rowsFailed} ${rowsFailed === 1 ? "row" : "rows"} failed` : "";
  const told = faults.length > 0 ? `fault ${faults.join(" and ")}` : "";
  return [vanished ? "vanished" : status, failed, told].filter(Boolean).join(", ");
}

function toneOf({ status, vanished, rowsFailed }: Job): string {
  if (vanished || status === "failed" || status === "killed") return "bad";
  if (rowsFailed > 0) return "warn";
  return status === "completed" ? "good" : "quiet";
}
