import type { Logger } from "pino";

import type { Attempt } from "../jobs/attempt.ts";
import { Throttled } from "../jobs/refusals.ts";

/** One wide line per attempt: what was looked at, how it ended, how long it took, what happens next. */
export function describeAttempt(
  log: Logger,
  { lease, ending, err, again, calls }: Attempt,
  tookMs: number,
): void {
  const line = {
    job_kind: lease.kind,
    job_key: lease.key,
    attempt: lease.attempts + 1,
    version: String(lease.version),
    ...(lease.waitedMs !== undefined && { waited_ms: Math.round(lease.waitedMs) }),
    duration_ms: Math.round(tookMs),
    ...(calls !== undefined && { calls }),
    ...(lease.traceparent && { trace_id: lease.traceparent.split("-")[1] }),
    ended: ending?.kind ?? "lost",
    ...(ending && "cause" in ending && { cause: ending.cause }),
    ...(ending?.kind === "wait" && { until: ending.until.toISO() }),
    ...(ending?.kind === "retry" && { retry_after_ms: ending.afterMs }),
    ...(again && { again }),
  };
  // Waiting for its turn is what work does; a hundred keys that do so together need no stacks.
  if (err instanceof Throttled) log.info({ ...line, reason: err.message }, "job.attempted");
  else if (err !== undefined) log.warn({ ...line, err }, "job.attempted");
  else if (ending?.kind === "failed" || ending?.kind === "conflict")
    log.warn({ ...line, reason: ending.detail.message }, "job.attempted");
  else log.info(line, "job.attempted");
}

/** One line for a bulk pass, and one for each of its keys that stopped for a person. */
export function describeBulk(log: Logger, attempts: readonly Attempt[], tookMs: number): void {
  const ended = Object.groupBy(attempts, ({ ending }) => ending?.kind ?? "lost");
  const counts = Object.fromEntries(Object.entries(ended).map(([kind, some]) => [kind, some.length]));
  const calls = attempts[0]?.calls;
  const line = { keys: attempts.length, ...counts, duration_ms: Math.round(tookMs) };
  log.info({ ...line, ...(calls !== undefined && { calls }) }, "bulk.attempted");
  for (const attempt of [...(ended["failed"] ?? []), ...(ended["conflict"] ?? [])])
    describeAttempt(log, attempt, tookMs);
}
