import { sql, type Transaction } from "kysely";
import type { DateTime } from "luxon";

import { crashPoint } from "../../crash-points/crash-point.ts";
import { doubtLinks } from "../clients/doubt-links.ts";
import type { Database } from "../database.ts";
import { oneAtATime } from "../one-at-a-time.ts";
import type { Schema } from "../schema.ts";

/** So many clients are marked in one transaction. */
const pageSize = 1000;

/**
 * Has all known clients (or one) looked at again, whatever we believe of them, as bulk work. What is dirty already
 * keeps its urgency. Answers how many there are.
 */
export async function requestFullCompare(db: Database, clientId?: string): Promise<number> {
  return await doubtAll(db, { after: "", clientId });
}

type Doubting = {
  /** Begins after the client with this id. */
  readonly after: string;
  /** None but this one. */
  readonly clientId?: string | undefined;
  /** Keeps which client was the last, in the transaction that marked it. */
  readonly keep?: (tx: Transaction<Schema>, last: string) => Promise<void>;
};

async function doubtAll(db: Database, { after: first, ...rest }: Doubting): Promise<number> {
  let count = 0;
  let after = first;
  for (;;) {
    const page = await doubtPage(db, { after, ...rest });
    crashPoint("after-compare-page");
    count += page.length;
    const last = page.at(-1);
    // Fewer than a page is no end: some of it may have been forgotten while we waited for their rows.
    if (last === undefined) return count;
    after = last;
  }
}

/** Links are doubted, not unconfirmed: what was agreed before tells a manual edit from a change of ours. */
async function doubtPage(db: Database, { after, clientId, keep }: Doubting): Promise<string[]> {
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
        cause = case when cause = 'throttled' then cause end, detail = null, attempts = 0
      from locked
      where work.kind = 'reconcile-client' and work.key = locked.key
      returning work.key`.execute(tx);
    const keys = rows.map(({ key }) => key).toSorted((one, other) => (one < other ? -1 : 1));
    crashPoint("before-compare-page-commit");
    await doubtLinks(tx, keys);
    const last = keys.at(-1);
    if (last !== undefined) await keep?.(tx, last);
    return keys;
  });
}

/**
 * Has the comparison that was due at `dueAt` run; of several processes that ask, one does. `mark` has all clients looked
 * at again, and answers how many. Unless `run` ends well, the comparison stays due: whoever asks next goes on with those
 * that were not marked yet. A new installation has nothing to catch up with, and waits for the next time.
 */
export async function fullCompareWhenDue(
  db: Database,
  dueAt: DateTime,
  run: (mark: () => Promise<number>) => Promise<void>,
): Promise<void> {
  await oneAtATime(db, "full-compare", async () => {
    const after = await findDue(db, dueAt);
    if (after === undefined) return;
    await run(
      async () => await doubtAll(db, { after, keep: async (tx, last) => await keepCursor(tx, dueAt, last) }),
    );
    await sql`update sweeps set started_at = now(), cursor = null where name = 'full-compare'`.execute(db);
  });
}

/** How far the comparison of this time came. */
type Cursor = { readonly dueAt: string; readonly last: string };

/** After which client it goes on; undefined when it is not due. */
async function findDue(db: Database, dueAt: DateTime): Promise<string | undefined> {
  const { rows } = await sql<{ is_due: boolean; cursor: string | null }>`
    with first as (
      insert into sweeps (name, started_at) values ('full-compare', now()) on conflict (name) do nothing
    )
    select started_at < ${dueAt.toJSDate()} as is_due, cursor
    from sweeps where name = 'full-compare'`.execute(db);
  const [row] = rows;
  if (row?.is_due !== true) return undefined;
  const cursor = row.cursor === null ? undefined : (JSON.parse(row.cursor) as Cursor);
  // Where one that never ended came to says nothing about the next day's.
  return cursor?.dueAt === timeOf(dueAt) ? cursor.last : "";
}

async function keepCursor(tx: Transaction<Schema>, dueAt: DateTime, last: string): Promise<void> {
  const cursor: Cursor = { dueAt: timeOf(dueAt), last };
  await sql`update sweeps set cursor = ${JSON.stringify(cursor)} where name = 'full-compare'`.execute(tx);
}

function timeOf(dueAt: DateTime): string {
  return dueAt.toJSDate().toISOString();
}
