import { sql } from "kysely";

import type { JobFilter, Retry } from "../../operations/job.ts";
import type { Database } from "../database.ts";
import { oneAtATime } from "../one-at-a-time.ts";
import { startAnew } from "../leases/start-anew.ts";
import { fits, isStopped } from "./job-rows.ts";

/** So many jobs are started anew, or put back, in one transaction: messages wait for no more. */
export const pageSize = 1000;

type Marking = Pick<Retry, "id" | "filter">;

/** Of all that would mark the jobs of a re-run one does; answers whether this one has, all of them. */
export async function markRetry(db: Database, retry: Marking, signal?: AbortSignal): Promise<boolean> {
  const isMarked = await oneAtATime(
    db,
    `retry ${retry.id}`,
    async (connection) => await markAll(connection, retry, signal),
  );
  return isMarked ?? false;
}

async function markAll(db: Database, { id, filter }: Marking, signal?: AbortSignal): Promise<boolean> {
  for (let after: string | undefined = "0"; after !== undefined;) {
    if (signal?.aborted === true) return false;
    after = await retryPage(db, id, filter, after);
  }
  await sql`
    update retries set marked_at = now() where id = ${id}::bigint and stopped_at is null`.execute(db);
  return true;
}

/** Goes on after the job of this id; answers that of the last one, undefined when there are no more. */
async function retryPage(
  db: Database,
  retryId: string,
  filter: JobFilter,
  after: string,
): Promise<string | undefined> {
  return await db.transaction().execute(async (tx) => {
    // Waits for whoever stops the re-run, and has them wait for this page.
    const running = await sql`
      select from retries where id = ${retryId}::bigint and stopped_at is null for share`.execute(tx);
    if (running.rows.length === 0) return undefined;
    // What stops from now on was not meant.
    const { rows } = await sql<{ id: string }>`
      select id::text as id from work
      where ${isStopped} and ${fits(filter)} and id > ${after}::bigint
        and changed_at <= (select at from retries where id = ${retryId}::bigint)
      order by work.id limit ${pageSize}`.execute(tx);
    const ids = rows.map(({ id }) => id);
    await startAnew(tx, ids, { urgency: "bulk", which: isStopped, retryId });
    return ids.length === pageSize ? ids.at(-1) : undefined;
  });
}
