import { setTimeout as pause } from "node:timers/promises";

import { sql } from "kysely";

import type { Database } from "../../src/store/database.ts";
import { stopped } from "../bench/stopped.ts";

type Held = { readonly id: string; readonly epoch: string; readonly leaseUntil: number | null };

const lookEveryMs = 30;

/** Who lives has settled or extended what it holds by then: leases are extended every three seconds (milliseconds). */
const livingActWithinMs = 4500;

const giveUpAfterMs = 60_000;

/** Waits until somebody works on something. */
export async function untilWorkIsHeld(db: Database): Promise<void> {
  while ((await listHeld(db)).length === 0) {
    stopped.throwIfAborted();
    await pause(lookEveryMs);
  }
}

/**
 * To be asked right after a worker was killed. The dead neither settle nor extend their leases; of what they held, waits
 * until somebody else has taken it all. Answers when that was, or undefined when they held nothing.
 */
export async function untilHeldWorkIsTakenAgain(db: Database): Promise<number | undefined> {
  const startedAt = performance.now();
  const held = new Map((await listHeld(db)).map((one) => [one.id, one]));
  let takenAt: number | undefined;
  while (held.size > 0) {
    stopped.throwIfAborted();
    await pause(lookEveryMs);
    const tookMs = performance.now() - startedAt;
    if (tookMs > giveUpAfterMs) return Date.now();
    for (const { id, epoch, leaseUntil } of await listOf(db, [...held.keys()])) {
      const before = held.get(id);
      if (before?.epoch === epoch && before.leaseUntil === leaseUntil) continue;
      held.delete(id);
      if (tookMs > livingActWithinMs) takenAt = Date.now();
    }
  }
  return takenAt;
}

/** To be asked right after Redis came back: waits for the next attempt of anything live. Answers when that was. */
export async function untilLiveAttempt(db: Database): Promise<number> {
  const before = new Map((await listHeld(db, "live")).map(({ id, epoch }) => [id, epoch]));
  const startedAt = performance.now();
  for (;;) {
    stopped.throwIfAborted();
    const held = await listHeld(db, "live");
    if (held.some(({ id, epoch }) => before.get(id) !== epoch)) return Date.now();
    if (performance.now() - startedAt > giveUpAfterMs) return Date.now();
    await pause(lookEveryMs);
  }
}

const columns = sql`kind || ' ' || key as id, epoch::text, extract(epoch from lease_until)::float8 as "leaseUntil"`;

async function listHeld(db: Database, urgency?: "live"): Promise<readonly Held[]> {
  const { rows } = await sql<Held>`
    select ${columns} from work where lease_until > now() and urgency = coalesce(${urgency ?? null}, urgency)`.execute(
    db,
  );
  return rows;
}

async function listOf(db: Database, ids: readonly string[]): Promise<readonly Held[]> {
  const { rows } = await sql<Held>`
    select ${columns} from work where kind || ' ' || key = any(${ids})`.execute(db);
  return rows;
}
