import { sql } from "kysely";

import type { Lease, ManyWork, Work, WorkKey } from "../jobs/ports.ts";
import { LeaseLost } from "../jobs/refusals.ts";
import type { Database } from "./database.ts";
import { lockedInOrder, settleDone, settleOne } from "./settle.ts";

/** Longer than the deadline of one call to Zendesk (8 s); a worker that died is succeeded after this. */
const leaseSeconds = 10;

/** A key that was woken when it became dirty gets this long before the sweep wakes it again. */
const wakeGraceSeconds = 1;

/** The work table: leases, endings, and what the sweep has to wake. All times are the database's. */
export function createWork(db: Database): Work & ManyWork {
  return {
    async take({ kind, key }) {
      const { rows } = await sql<Omit<Lease, "kind" | "key">>`
        update work set lease_until = now() + make_interval(secs => ${leaseSeconds}), epoch = epoch + 1
        where kind = ${kind} and key = ${key} and state = 'pending' and applied_version < version
          and coalesce(next_attempt_at, now()) <= now() and coalesce(lease_until, now()) <= now()
        returning version, epoch, attempts, cause`.execute(db);
      const [row] = rows;
      return row && { kind, key, ...row };
    },

    async hold({ kind, key, epoch }) {
      const { numAffectedRows } = await sql`
        update work set lease_until = now() + make_interval(secs => ${leaseSeconds})
        where kind = ${kind} and key = ${key} and epoch = ${epoch} and lease_until > now()`.execute(db);
      if (numAffectedRows !== 1n) throw new LeaseLost(`the lease on ${kind} ${key} was lost`);
    },

    async settle(lease, ending) {
      return await db.transaction().execute(async (tx) => await settleOne(tx, { lease, ending }));
    },

    async takeDue(urgency, limit) {
      const { rows } = await sql<Lease>`
        update work set lease_until = now() + make_interval(secs => ${leaseSeconds}), epoch = epoch + 1
        from (
          select kind, key from work
          where state = 'pending' and urgency = ${urgency} and applied_version < version
            and coalesce(next_attempt_at, dirty_since) <= now() and coalesce(lease_until, now()) <= now()
          order by coalesce(next_attempt_at, dirty_since)
          limit ${limit}
          for no key update skip locked
        ) as due
        where work.kind = due.kind and work.key = due.key
        returning work.kind, work.key, version, epoch, attempts, cause`.execute(db);
      return rows;
    },

    async holdAll(leases) {
      const { numAffectedRows } = await sql`
        with held as (${lockedInOrder(leases)})
        update work set lease_until = now() + make_interval(secs => ${leaseSeconds})
        from held
        where work.kind = held.kind and work.key = held.key and work.epoch = held.epoch and lease_until > now()`.execute(
        db,
      );
      if (numAffectedRows === BigInt(leases.length)) return;
      throw new LeaseLost(
        `${BigInt(leases.length) - (numAffectedRows ?? 0n)} of ${leases.length} leases were lost`,
      );
    },

    async settleAll(endings) {
      return await db.transaction().execute(async (tx) => {
        await lockedInOrder(endings.map(({ lease }) => lease)).execute(tx);
        const settled = await settleDone(
          tx,
          endings.filter(({ ending }) => ending.kind === "done").map(({ lease }) => lease),
        );
        for (const one of endings) {
          if (one.ending.kind !== "done") settled.set(one.lease.key, await settleOne(tx, one));
        }
        return endings.map(({ lease }) => settled.get(lease.key) ?? "lost");
      });
    },

    async doubt({ kind, key }) {
      await db.transaction().execute(async (tx) => {
        await sql`
          update work set version = version + 1, state = 'pending', dirty_since = coalesce(dirty_since, now())
          where kind = ${kind} and key = ${key}`.execute(tx);
        await tx
          .updateTable("organization_links")
          .set({ confirmed: null })
          .where("client_id", "=", key)
          .execute();
      });
    },
  };
}

/** Keys that have live work to do now and that nobody holds, the longest waiting first. */
export async function listDue(db: Database, limit: number): Promise<WorkKey[]> {
  const { rows } = await sql<WorkKey>`
    select kind, key from work
    where state = 'pending' and urgency = 'live'
      and coalesce(next_attempt_at, dirty_since + make_interval(secs => ${wakeGraceSeconds})) <= now()
      and coalesce(lease_until, now()) <= now()
    order by coalesce(next_attempt_at, dirty_since)
    limit ${limit}`.execute(db);
  return rows;
}
