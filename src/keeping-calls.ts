import type { Logger } from "pino";

import type { PerformAll } from "./jobs/attempt.ts";
import type { RecordedCall } from "./jobs/recorded-call.ts";
import { saveCalls } from "./store/history/calls.ts";
import type { Database } from "./store/database.ts";
import { recordCalls } from "./zendesk/recorded-calls.ts";

/** Keeps the calls of each attempt for people, when it has ended. Best effort: the work does not depend on it. */
export function keepingCalls(
  { db, log }: { readonly db: Database; readonly log: Logger },
  perform: PerformAll,
): PerformAll {
  return async (leases, hold) => {
    const calls: RecordedCall[] = [];
    const keep = (call: RecordedCall): void => void calls.push(call);
    try {
      return await recordCalls(keep, async () => await perform(leases, hold));
    } finally {
      await saveCalls(db, leases, calls).catch((err: unknown) => {
        log.warn({ err, calls: calls.length }, "calls.lost");
      });
    }
  };
}
