import { setTimeout as pause } from "node:timers/promises";

import { sql } from "kysely";

import type { Database } from "../../src/store/database.ts";
import { requestFullCompare } from "../../src/store/leases/full-compare.ts";
import { recordMessages } from "../../src/store/inbox/record-messages.ts";
import { importMessage } from "./bench-clients.ts";
import { stopped } from "./stopped.ts";

const together = 500;

const lookEveryMs = 100;

/** Says of all clients what accounting would, a few hundred in each message. */
export async function importClients(db: Database, size: number): Promise<void> {
  for (let from = 0; from < size; from += together) {
    stopped.throwIfAborted();
    await recordMessages(db, [importMessage(from, Math.min(from + together, size))]);
  }
}

/** As if nothing of it had ever been in Zendesk. */
export async function forgetOrganizations(db: Database): Promise<void> {
  await sql`truncate organization_links, history`.execute(db);
  await requestFullCompare(db);
}

export async function countPending(db: Database): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from work where state = 'pending'`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

/** Waits until nothing is left to do. @throws when something stopped for a person, or it takes too long */
export async function untilDone(
  db: Database,
  withinMs: number,
  tell: (pending: number) => void,
): Promise<void> {
  const giveUpAt = performance.now() + withinMs;
  for (let pending = await countPending(db); pending > 0; pending = await countPending(db)) {
    stopped.throwIfAborted();
    tell(pending);
    if (performance.now() > giveUpAt) {
      throw new Error(`${pending} still wait after ${Math.round(withinMs / 60_000)} min`);
    }
    await pause(lookEveryMs);
  }
  const { rows } = await sql<{ cause: string | null; count: bigint }>`
    select cause, count(*) as count from work where state <> 'ok' group by cause`.execute(db);
  if (rows.length > 0)
    throw new Error(`not all is well: ${rows.map(({ cause, count }) => `${count} ${cause}`).join(", ")}`);
}
