import { setTimeout as pause } from "node:timers/promises";

import { sql } from "kysely";

import type { Database } from "../../src/store/database.ts";

/** Until so many transactions on this database wait for locks of others. */
export async function somebodyWaits(db: Database, count = 1): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { rows } = await sql`
      select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
    if (rows.length >= count) return;
    await pause(10);
  }
  throw new Error(`fewer than ${count} waited for a lock within 2 s`);
}
