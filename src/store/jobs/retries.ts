import { type RawBuilder, sql } from "kysely";

import type { JobFilter, Jobs, Retry } from "../../operations/job.ts";
import type { Act } from "../../operations/operator.ts";
import { NoSuch } from "../../operations/refusals.ts";
import type { Database } from "../database.ts";
import { fits, isId, isStopped } from "./job-rows.ts";
import { recordAct } from "../history/record-act.ts";
import { startAnew } from "../work/start-anew.ts";

/** So many jobs are started anew, or put back, in one transaction: messages wait for no more. */
const pageSize = 1000;

const listed = 20;

/** Whoever marks the jobs of a re-run is done long before, or died (seconds). */
const markedWithinSeconds = 60;

/** Re-runs of many jobs. Bulk passes take them from the work table: nobody is woken. */
export function createRetries(
  db: Database,
): Pick<Jobs, "retryMany" | "listRetries" | "findRetry" | "stopRetry"> {
  async function find(id: string): Promise<Retry | undefined> {
    if (!isId(id)) return undefined;
    const [retry] = await listRetries(db, sql`where id = ${id}::bigint`);
    return retry;
  }

  async function get(id: string): Promise<Retry> {
    const retry = await find(id);
    if (retry) return retry;
    throw new NoSuch(`there is no re-run ${id}`);
  }

  return {
    listRetries: async () => await listRetries(db, sql`order by id desc limit ${listed}`),
    findRetry: find,

    async retryMany(filter, act) {
      const id = await openRetry(db, filter, act);
      await markAll(db, id, filter);
      return await get(id);
    },

    async stopRetry(id, act) {
      const retry = await get(id);
      if (retry.state === "done") return retry;
      await markStopped(db, id, act);
      for (let after: Place | undefined = { kind: "", key: "" }; after !== undefined;) {
        after = await putBackPage(db, id, after);
      }
      return await get(id);
    },
  };
}

/** Goes on with re-runs whose process died while it marked their jobs; two that do so at once do no harm. Answers how many. */
export async function resumeRetries(db: Database): Promise<number> {
  const left = await listRetries(
    db,
    sql`where marked_at is null and stopped_at is null
      and at < now() - make_interval(secs => ${markedWithinSeconds})`,
  );
  for (const { id, filter } of left) await markAll(db, id, filter);
  return left.length;
}

async function markAll(db: Database, id: string, filter: JobFilter): Promise<void> {
  for (let after: string | undefined = "0"; after !== undefined;) {
    after = await retryPage(db, id, filter, after);
  }
  await sql`
    update retries set marked_at = now() where id = ${id}::bigint and stopped_at is null`.execute(db);
}

async function openRetry(db: Database, filter: JobFilter, act: Act): Promise<string> {
  return await db.transaction().execute(async (tx) => {
    const { id } = await tx
      .insertInto("retries")
      .values({ ...act, filter: JSON.stringify(filter) })
      .returning("id")
      .executeTakeFirstOrThrow();
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from work where ${isStopped} and ${fits(filter)}`.execute(tx);
    await recordAct(tx, "jobs.retried", act, { retryId: String(id), filter, ...rows[0] });
    return String(id);
  });
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

async function markStopped(db: Database, id: string, act: Act): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { numAffectedRows } = await sql`
      update retries set stopped_at = now() where id = ${id}::bigint and stopped_at is null`.execute(tx);
    const [stopped] = await listRetries(tx, sql`where id = ${id}::bigint`);
    if (numAffectedRows !== 1n || !stopped) return;
    const { filter, waiting } = stopped;
    await recordAct(tx, "jobs.retry-stopped", act, { retryId: id, filter, count: waiting });
  });
}

/** A job's kind and key. */
type Place = { readonly kind: string; readonly key: string };

/** Goes on after this job; answers the last one, undefined when there are no more. */
async function putBackPage(db: Database, retryId: string, after: Place): Promise<Place | undefined> {
  return await db.transaction().execute(async (tx) => {
    const { rows: page } = await sql<Place>`
      select kind, key from retried
      where retry_id = ${retryId}::bigint and (kind, key) > (${after.kind}, ${after.key})
      order by kind, key limit ${pageSize}`.execute(tx);
    const last = page.at(-1);
    if (!last) return undefined;
    // Kinds sort as their rows are locked: clients before tickets.
    await sql`
      with locked as (
        select retried.* from retried join work using (kind, key)
        where retry_id = ${retryId}::bigint and (kind, key) > (${after.kind}, ${after.key})
          and (kind, key) <= (${last.kind}, ${last.key})
          and work.version = retried.version and work.state = 'pending' and work.attempts = 0
          and coalesce(lease_until, now()) <= now()
        order by kind, key for no key update of work
      ), noted as (
        update retried set put_back = true from locked
        where retried.retry_id = locked.retry_id and retried.kind = locked.kind and retried.key = locked.key
      )
      update work set
        state = locked.state, cause = locked.cause, detail = locked.detail, attempts = locked.attempts,
        next_attempt_at = null
      from locked where work.kind = locked.kind and work.key = locked.key`.execute(tx);
    return page.length === pageSize ? last : undefined;
  });
}

type RetryRow = Omit<Retry, "state"> & { readonly markedAt: Date | null; readonly stoppedAt: Date | null };

async function listRetries(db: Database, which: RawBuilder<unknown>): Promise<Retry[]> {
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
