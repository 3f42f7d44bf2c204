import type { WorkKind } from "../../jobs/ports.ts";
import type { Job } from "../../operations/job.ts";

export const kindTitles = {
  "reconcile-client": "Client",
  "review-ticket": "Ticket",
} as const satisfies Record<WorkKind, string>;

/** `Client C-1042`, `Ticket 17`. */
export function titleOf({ kind, key }: Pick<Job, "kind" | "key">): string {
  return `${kindTitles[kind]} ${key}`;
}
