import { type RawBuilder, sql, type Transaction } from "kysely";

import { crashPoint } from "../../crash-points/crash-point.ts";
import {
  type Lease,
  type ManyWork,
  type Urgency,
  type Work,
  type WorkKey,
  type WorkKind,
  workKinds,
} from "../../jobs/ports.ts";
import { LeaseLost } from "../../jobs/refusals.ts";
import type { Database } from "../database.ts";
import type { Schema } from "../schema.ts";
import { lockedInOrder, settleDone, settleOne } from "./settle.ts";
import { doubtTickets } from "../tickets/ticket-states.ts";
import { unconfirmLink } from "../clients/unconfirm.ts";

/** Longer than the deadline of one call to Zendesk (8 s); a worker that died is succeeded after this. */
const leaseSeconds = 10;

/** A key that was woken when it became dirty gets this long before the sweep wakes it again. */
const wakeGraceSeconds = 1;

const waitedMs = sql`(extract(epoch from now() - dirty_since) * 1000)::float8`;

/** The work table: leases, endings, and what the sweep has to wake. All times are the database's. */
export function createWork(db: Database): Work & ManyWork {
  return {
    async take({ kind, key }) {
      const { rows } = await sql<Omit<Lease, "kind" | "key">>`
        update work set lease_until = now() + make_interval(secs => ${leaseSeconds}), epoch = epoch + 1
        where kind = ${kind} and key = ${key} and state = 'pending' and applied_version < version
          and coalesce(next_attempt_at, now()) <= now() and coalesce(lease_until, now()) <= now()
        returning version, epoch, attempts, cause, traceparent, ${waitedMs} as "waitedMs"`.execute(db);
      const [row] = rows;
      return row && { kind, key, ...row };
    },

    async takeDue(kind, urgency, limit) {
      const { rows } = await sql<Lease>`
        update work set lease_until = now() + make_interval(secs => ${leaseSeconds}), epoch = epoch + 1
        from (
          with abandoned as (
            select kind, key from work
            where ${isDue(kind, urgency)} and lease_until <= now()
            order by lease_until
            limit ${limit}
            for no key update skip locked
          ), waiting as (
            select kind, key from work
            where ${isDue(kind, urgency)} and lease_until is null
            order by coalesce(next_attempt_at, dirty_since)
            limit ${limit} - (select count(*) from abandoned)
            for no key update skip locked
          )
          select * from abandoned union all select * from waiting
        ) as due
        where work.kind = due.kind and work.key = due.key
        returning work.kind, work.key, version, epoch, attempts, cause, traceparent, ${waitedMs} as "waitedMs"`.execute(
        db,
      );
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
        crashPoint("before-settle-commit");
        return endings.map(({ lease }) => settled.get(lease.key) ?? "lost");
      });
    },

    async doubt(key) {
      await db.transaction().execute(async (tx) => {
        if (key.kind === "review-ticket") await doubtTickets(tx, [Number(key.key)]);
        await raiseVersion(tx, key);
        if (key.kind === "reconcile-client") await unconfirmLink(tx, key.key);
      });
    },
  };
}

function isDue(kind: WorkKind, urgency: Urgency): RawBuilder<boolean> {
  return sql`
    state = 'pending' and kind = ${kind} and urgency = ${urgency} and applied_version < version
    and coalesce(next_attempt_at, dirty_since) <= now()`;
}

/** A job that had stopped begins anew, with all its attempts. */
async function raiseVersion(tx: Transaction<Schema>, { kind, key }: WorkKey): Promise<void> {
  const begins = sql`state in ('failed', 'conflict')`;
  await sql`
    update work set
      version = version + 1, dirty_since = coalesce(dirty_since, now()),
      state = case state when 'discarded' then state else 'pending' end,
      attempts = case when ${begins} then 0 else attempts end,
      cause = case when not ${begins} then cause end, detail = case when not ${begins} then detail end
    where kind = ${kind} and key = ${key}`.execute(tx);
}

/** Keys that have live work to do now and that nobody holds, of each kind the longest waiting first. */
export async function listDue(db: Database, limit: number): Promise<WorkKey[]> {
  const { rows } = await sql<WorkKey>`
    select due.kind, due.key from unnest(${workKinds}::text[]) as every(kind), lateral (
      select kind, key from work
      where kind = every.kind and state = 'pending' and urgency = 'live'
        and coalesce(next_attempt_at, dirty_since + make_interval(secs => ${wakeGraceSeconds})) <= now()
        and coalesce(lease_until, now()) <= now()
      order by coalesce(next_attempt_at, dirty_since)
      limit ${limit}
    ) as due`.execute(db);
  return rows;
}
