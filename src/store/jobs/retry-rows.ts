import { type RawBuilder, sql } from "kysely";

import type { Retry } from "../../operations/job.ts";
import type { Database } from "../database.ts";
import { isStopped } from "./job-rows.ts";

type RetryRow = Omit<Retry, "state"> & { readonly markedAt: Date | null; readonly stoppedAt: Date | null };

/** Newest first, with how far each has come. */
export async function listRetries(db: Database, which: RawBuilder<unknown>): Promise<Retry[]> {
  const { rows } = await sql<RetryRow>`
    select id::text as id, at, operator, reason, filter, marked_at as "markedAt", stopped_at as "stoppedAt",
      progress.*
    from (select * from retries ${which}) as retry cross join lateral (
      select count(*)::int as count,
        (count(*) filter (where became = 'waiting'))::int as waiting,
        (count(*) filter (where became = 'done'))::int as done,
        (count(*) filter (where became = 'failed'))::int as failed,
        (count(*) filter (where became = 'put back'))::int as "putBack"
      from (
        select case
          when put_back then 'put back'
          when applied_version >= retried.version then 'done'
          when work.state = 'pending' then 'waiting'
          when ${isStopped} then 'failed'
          else 'done' end as became
        from retried left join work using (kind, key) where retry_id = retry.id
      ) as each
    ) as progress
    order by retry.id desc`.execute(db);
  return rows.map(retryOf);
}

function retryOf({ markedAt, stoppedAt, filter, ...row }: RetryRow): Retry {
  const isDone = markedAt !== null && row.waiting === 0;
  const { since, until, ...rest } = filter;
  return {
    ...row,
    // JSON made text of moments.
    filter: { ...rest, ...(since && { since: new Date(since) }), ...(until && { until: new Date(until) }) },
    state: stoppedAt ? "stopped" : isDone ? "done" : "running",
  };
}
