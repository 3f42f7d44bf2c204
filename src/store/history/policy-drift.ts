import { sql } from "kysely";

import type { Database } from "../database.ts";
import { claimReading } from "../inbox/catch-up.ts";

const name = "policy-drift";

/** Of all workers one is told what differed when it was looked last; the others nothing. */
export async function claimDriftCheck(db: Database, everyMs: number): Promise<readonly string[] | undefined> {
  const claimed = await claimReading(db, name, everyMs);
  if (!claimed) return undefined;
  return claimed.cursor === null ? [] : (JSON.parse(claimed.cursor) as string[]);
}

/** What differs now, by the ids of the steps that would mend it. */
export async function keepDrift(db: Database, ids: readonly string[]): Promise<void> {
  await db
    .updateTable("sweeps")
    .set({ cursor: JSON.stringify(ids) })
    .where("name", "=", name)
    .execute();
}

/** What differed when it was looked last. */
export async function listDrift(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ ids: string | null }>`
    select cursor as ids from sweeps where name = ${name}`.execute(db);
  return JSON.parse(rows[0]?.ids ?? "[]") as string[];
}
