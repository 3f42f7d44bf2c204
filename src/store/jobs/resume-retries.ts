import { sql } from "kysely";

import type { Database } from "../database.ts";
import { markRetry } from "./mark-retry.ts";
import { listRetries } from "./retry-rows.ts";

/** Whoever asked for a re-run has begun to mark its jobs by then, or died (seconds). */
const begunWithinSeconds = 60;

export type Resumed = {
  /** How many re-runs have all their jobs marked now. */
  readonly retries: number;
  /** Why others have not. */
  readonly failures: readonly unknown[];
};

/** Goes on with re-runs whose process died while it marked their jobs, until it is aborted. */
export async function resumeRetries(db: Database, signal: AbortSignal): Promise<Resumed> {
  const left = await listRetries(
    db,
    sql`where marked_at is null and stopped_at is null
      and at < now() - make_interval(secs => ${begunWithinSeconds})`,
  );
  let retries = 0;
  const failures: unknown[] = [];
  for (const retry of left) {
    try {
      if (await markRetry(db, retry, signal)) retries += 1;
    } catch (err) {
      failures.push(err);
    }
  }
  return { retries, failures };
}
