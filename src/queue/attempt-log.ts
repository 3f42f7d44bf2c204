import type { Logger } from "pino";

import type { Attempt } from "../jobs/attempt.ts";
import type { WorkKey } from "../jobs/ports.ts";

/** One wide line per attempt: what was looked at, how it ended, how long it took, what happens next. */
export function describeAttempt(
  log: Logger,
  key: WorkKey,
  { lease, ending, err, again }: Attempt,
  tookMs: number,
): void {
  const line = {
    job_kind: key.kind,
    job_key: key.key,
    attempt: (lease?.attempts ?? 0) + 1,
    version: String(lease?.version),
    duration_ms: Math.round(tookMs),
    ended: ending?.kind ?? "lost",
    ...(ending && "cause" in ending && { cause: ending.cause }),
    ...(ending?.kind === "wait" && { until: ending.until.toISO() }),
    ...(ending?.kind === "retry" && { retry_after_ms: ending.afterMs }),
    ...(again && { again }),
  };
  if (err !== undefined) log.warn({ ...line, err }, "job.attempted");
  else if (ending?.kind === "failed" || ending?.kind === "conflict")
    log.warn({ ...line, reason: ending.detail.message }, "job.attempted");
  else log.info(line, "job.attempted");
}
