import { sql } from "kysely";

import type { Database } from "./database.ts";

/**
 * Runs it, unless somebody else runs what has this name: then it answers undefined. The lock is the connection's, so a
 * process that dies gives it back (PgBouncer has to keep sessions together for that). What runs often does so on that
 * connection, or many at once would hold all of the pool and wait for one more.
 */
export async function oneAtATime<Result>(
  db: Database,
  name: string,
  run: (connection: Database) => Promise<Result>,
): Promise<Result | undefined> {
  return await db.connection().execute(async (connection) => {
    const key = sql`hashtextextended(${`los-sync ${name}`}, 0)`;
    const { rows } = await sql<{ isMine: boolean }>`
      select pg_try_advisory_lock(${key}) as "isMine"`.execute(connection);
    if (rows[0]?.isMine !== true) return undefined;
    try {
      return await run(connection);
    } finally {
      await sql`select pg_advisory_unlock(${key})`.execute(connection);
    }
  });
}
