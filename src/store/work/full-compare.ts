import { sql } from "kysely";
import type { DateTime } from "luxon";

import type { Database } from "../database.ts";

/** So many clients are marked in one transaction. */
const pageSize = 1000;

/**
 * Has all known clients (or one) looked at again, whatever we believe of them, as bulk work. What is dirty already
 * keeps its urgency. Answers how many there are.
 */
export async function requestFullCompare(db: Database, clientId?: string): Promise<number> {
  let count = 0;
  let after = "";
  for (;;) {
    const page = await doubtPage(db, after, clientId);
    count += page.length;
    if (page.length < pageSize) return count;
    after = page.at(-1) ?? after;
  }
}

/** `links` are doubted, not forgotten: what was agreed before tells a manual edit from a change of ours. */
async function doubtPage(db: Database, after: string, clientId: string | undefined): Promise<string[]> {
  return await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ key: string }>`
      with page as (
        select key from work
        where kind = 'reconcile-client' and key collate "C" > ${after}
          and (${clientId ?? null}::text is null or key = ${clientId ?? null}) and state <> 'discarded'
        order by key collate "C" limit ${pageSize}
      ), locked as (
        select key from work where kind = 'reconcile-client' and key in (select key from page)
        order by key for no key update
      )
      update work set
        version = version + 1,
        urgency = case when state = 'pending' then urgency else 'bulk' end,
        state = 'pending', dirty_since = coalesce(dirty_since, now()),
        next_attempt_at = case when cause = 'throttled' then next_attempt_at end,
        cause = null, detail = null, attempts = 0
      from locked
      where work.kind = 'reconcile-client' and work.key = locked.key
      returning work.key`.execute(tx);
    const keys = rows.map(({ key }) => key).toSorted((one, other) => (one < other ? -1 : 1));
    // In the order of the ids, as everybody locks them.
    await sql`
      with locked as (
        select client_id from organization_links where client_id = any(${keys}::text[])
        order by client_id for no key update
      )
      update organization_links as link set is_doubted = true from locked
      where link.client_id = locked.client_id`.execute(tx);
    return keys;
  });
}

/**
 * Claims the sweep of this name that was due at `dueAt`; of several processes that ask, one is told yes. A new
 * installation has nothing to catch up with, and waits for the next time.
 */
export async function claimSweep(db: Database, name: string, dueAt: DateTime): Promise<boolean> {
  const { rows } = await sql<{ is_new: boolean }>`
    insert into sweeps as held (name, started_at) values (${name}, now())
    on conflict (name) do update set started_at = now() where held.started_at < ${dueAt.toJSDate()}
    returning xmax = 0 as is_new`.execute(db);
  return rows[0]?.is_new === false;
}
