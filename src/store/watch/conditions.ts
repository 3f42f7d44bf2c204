import { sql } from "kysely";

import type { KnownCondition, Standing } from "../../operations/notification.ts";
import type { Database } from "../database.ts";
import { storableJson } from "../storable-json.ts";

/**
 * Remembers what stands now. What does not any more is remembered until every channel said so, and while it is muted.
 * `lasting`: names of what does not begin now, and is not over if it stands. `channels`: those that there are; what
 * others said does not matter.
 */
export async function keepConditions(
  db: Database,
  { conditions, lasting }: Standing,
  channels: readonly string[],
): Promise<readonly KnownCondition[]> {
  return await db.transaction().execute(async (tx) => {
    await sql`
      insert into conditions as known (name, title, detail)
      select name, title, detail
      from jsonb_to_recordset(${storableJson(conditions)}::jsonb) as row(name text, title text, detail text)
      order by name
      on conflict (name) do update set title = excluded.title, detail = excluded.detail, over_at = null,
        since = case when known.over_at is null then known.since else now() end,
        told_at = case when known.told <> '{}' then known.told_at end`.execute(tx);
    const names = [...conditions.map(({ name }) => name), ...lasting];
    await sql`
      update conditions set over_at = now() where over_at is null and name <> all(${names}::text[])`.execute(
      tx,
    );
    await sql`
      delete from conditions
      where over_at is not null and not told && ${channels}::text[] and coalesce(muted_until <= now(), true)`.execute(
      tx,
    );
    const { rows } = await sql<KnownCondition>`
      select name, title, detail, since, over_at as "overAt", told, told_at as "toldAt",
        muted_until as "mutedUntil"
      from conditions order by since, name`.execute(tx);
    return rows;
  });
}

/** A channel said that the ones began and that the others are over. */
export async function keepTold(
  db: Database,
  channel: string,
  begun: readonly string[],
  over: readonly string[],
): Promise<void> {
  await sql`
    update conditions set
      told = case when name = any(${begun}::text[]) then array_append(told, ${channel}::text)
        else array_remove(told, ${channel}::text) end,
      told_at = case when name = any(${begun}::text[]) then coalesce(told_at, now()) else told_at end
    where name = any(${[...begun, ...over]}::text[])`.execute(db);
}

/** Causes of which jobs failed, also those that wait since then to be tried again: nobody knows that it is over. */
export async function listLastingCauses(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ cause: string }>`
    select distinct stopped_cause as cause from work
    where stopped_cause is not null and state in ('failed', 'pending') order by cause`.execute(db);
  return rows.map(({ cause }) => cause);
}
