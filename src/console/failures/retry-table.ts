import { html, type Html } from "../../markup/html.ts";
import type { Retry } from "../../operations/job.ts";
import { badge, table } from "../look/parts.ts";
import { time } from "../look/time.ts";

const stateBadges = {
  running: badge("info", "…", "running"),
  done: badge("good", "✓", "done"),
  stopped: badge("quiet", "■", "stopped"),
} as const satisfies Record<Retry["state"], Html>;

export function retryBadge({ state }: Retry): Html {
  return stateBadges[state];
}

export function retryTable(retries: readonly Retry[], now: Date): Html {
  return table(
    "Last re-runs of many",
    [
      { title: "When" },
      { title: "State" },
      { title: "By" },
      { title: "Reason" },
      { title: "Jobs", look: "number" },
      { title: "Failed again", look: "number" },
    ],
    retries.map((retry) => [
      html`<a href="${retryPath(retry.id)}">${time(retry.at, now)}</a>`,
      retryBadge(retry),
      retry.operator,
      retry.reason,
      retry.count,
      retry.failed,
    ]),
  );
}

export function retryPath(id: string): string {
  return `/retries/${encodeURIComponent(id)}`;
}
