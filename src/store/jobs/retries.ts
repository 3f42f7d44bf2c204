import { sql } from "kysely";

import type { JobFilter, Jobs, Retry } from "../../operations/job.ts";
import type { Act } from "../../operations/operator.ts";
import { NoSuch } from "../../operations/refusals.ts";
import type { Database } from "../database.ts";
import { recordAct } from "../history/record-act.ts";
import { fits, isId, isStopped } from "./job-rows.ts";
import { markRetry, pageSize } from "./mark-retry.ts";
import { listRetries } from "./retry-rows.ts";

const listed = 20;

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
      await markRetry(db, { id, filter });
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
