import { type RawBuilder, sql } from "kysely";

import type { Database } from "../database.ts";

/** So many are deleted in one transaction. */
const pageSize = 5000;

export type KeptDays = { readonly historyDays: number; readonly callsDays: number };

/** Deletes what is kept for people only, once nobody will ask for it any more. Answers how many rows of each there were. */
export async function pruneHistory(
  db: Database,
  { historyDays, callsDays }: KeptDays,
): Promise<Readonly<Record<string, number>>> {
  // One moment for all: a re-run must not grow old between its jobs and itself.
  const before = await daysAgo(db, historyDays);
  const oldRetries = sql`select id from retries where at < ${before}`;
  return {
    history: await prune(db, "history", sql`at < ${before}`),
    calls: await prune(db, "calls", sql`at < ${await daysAgo(db, callsDays)}`),
    conflicts: await prune(db, "conflicts", sql`closed_at < ${before}`),
    retried: await prune(db, "retried", sql`retry_id in (${oldRetries})`),
    retries: await prune(db, "retries", sql`id in (${oldRetries})`),
    sessions: await prune(db, "sessions", sql`expires_at < now()`),
    tokens: await prune(db, "spent_tokens", sql`expires_at < now()`),
  };
}

async function daysAgo(db: Database, days: number): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`
    select now() - make_interval(days => ${days}) as at`.execute(db);
  return rows[0]!.at;
}

async function prune(
  db: Database,
  table: "history" | "calls" | "conflicts" | "retried" | "retries" | "sessions" | "spent_tokens",
  isOld: RawBuilder<unknown>,
): Promise<number> {
  let count = 0;
  for (;;) {
    const { numAffectedRows = 0n } = await sql`
      delete from ${sql.table(table)} where ctid = any(array(
        select ctid from ${sql.table(table)} where ${isOld} limit ${pageSize} for update skip locked
      ))`.execute(db);
    count += Number(numAffectedRows);
    if (numAffectedRows < pageSize) return count;
  }
}
