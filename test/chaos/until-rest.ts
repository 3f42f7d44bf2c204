import { setTimeout as pause } from "node:timers/promises";

import { sql } from "kysely";

import type { Database } from "../../src/store/database.ts";
import type { Child } from "../bench/child-process.ts";
import { stopped } from "../bench/stopped.ts";

const lookEveryMs = 200;
const withinMs = 5 * 60_000;

/** What was lost is read within a minute; exports leave out the latest minute; and the reading itself takes some time. */
const quietMinutes = 2.5;

/** Waits until nothing has been left to do for long enough. Answers what is wrong with the rest. */
export async function untilRest(
  db: Database,
  sandbox: Child,
  minuteMs: number,
  progress: (words: string) => void,
): Promise<string[]> {
  const giveUpAt = performance.now() + withinMs;
  for (let quietSince = performance.now(); performance.now() < quietSince + quietMinutes * minuteMs;) {
    const left = (await countLeft(db)) + (await sandbox.ask<number>("countUnderWay"));
    stopped.throwIfAborted();
    if (left > 0) {
      quietSince = performance.now();
      await passTenMinutes(db);
    }
    progress(left > 0 ? `${left} still to do` : "all quiet");
    if (performance.now() > giveUpAt)
      return [`not at rest: ${left} still to do after ${withinMs / 60_000} min`];
    await pause(lookEveryMs);
  }
  const { rows } = await sql<{ key: string; state: string; cause: string | null }>`
    select key, state, cause from work where state not in ('ok', 'pending')`.execute(db);
  return rows.map(({ key, state, cause }) => `left for a person: ${key} is ${state} (${cause})`);
}

/** A ticket that was written often waits for ten real minutes, however short the minutes of the sandbox are. */
async function passTenMinutes(db: Database): Promise<void> {
  await sql`
    with often as (
      update work set next_attempt_at = now()
      where state = 'pending' and cause = 'written-often' and next_attempt_at > now()
      returning key
    )
    update tickets set writes = '{}' from often where ticket_id::text = often.key`.execute(db);
}

/** Work, and what takes effect later. */
async function countLeft(db: Database): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select (select count(*) from work where state = 'pending')
      + (select count(*) from statements where state = 'scheduled') as count`.execute(db);
  return Number(rows[0]?.count ?? 0);
}
