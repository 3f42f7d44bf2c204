import { html, type Html } from "../../markup/html.ts";
import type { Job } from "../../operations/job.ts";
import { titleOf } from "./job-words.ts";
import { stateBadge, table } from "../look/parts.ts";
import { time } from "../look/time.ts";

/** Jobs one under the other; each leads to its page. */
export function jobTable(caption: string, jobs: readonly Job[], now: Date): Html {
  return table(
    caption,
    [
      { title: "What" },
      { title: "State" },
      { title: "Cause" },
      { title: "Message" },
      { title: "Attempts", look: "number" },
      { title: "Since" },
    ],
    jobs.map((job) => [
      html`<a href="${jobPath(job.id)}">${titleOf(job)}</a> <small>${job.client?.name ?? ""}</small>`,
      stateBadge(job.state),
      job.cause === null ? "–" : html`<code>${job.cause}</code>`,
      job.message ?? "–",
      job.attempts,
      time(job.changedAt, now),
    ]),
  );
}

export function jobPath(id: string): string {
  return `/jobs/${encodeURIComponent(id)}`;
}
