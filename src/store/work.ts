import { sql, type Transaction } from "kysely";

import type { Ending, Lease, Work, WorkKey } from "../jobs/ports.ts";
import { LeaseLost } from "../jobs/refusals.ts";
import type { Database } from "./database.ts";
import type { Schema } from "./schema.ts";

/** Longer than the deadline of one call to Zendesk (8 s); a worker that died is succeeded after this. */
const leaseSeconds = 10;

/** A key that was woken when it became dirty gets this long before the sweep wakes it again. */
const wakeGraceSeconds = 1;

/** The work table: leases, endings, and what the sweep has to wake. All times are the database's. */
export function createWork(db: Database): Work {
  return {
    async take({ kind, key }) {
      const { rows } = await sql<{ version: bigint; epoch: bigint; attempts: number }>`
        update work set lease_until = now() + make_interval(secs => ${leaseSeconds}), epoch = epoch + 1
        where kind = ${kind} and key = ${key} and state = 'pending' and applied_version < version
          and coalesce(next_attempt_at, now()) <= now() and coalesce(lease_until, now()) <= now()
        returning version, epoch, attempts`.execute(db);
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
      return await db.transaction().execute(async (tx) => {
        const { rows } = await sql<{ again: boolean }>`
          update work set lease_until = null, ${assignments(lease, ending)}
          where kind = ${lease.kind} and key = ${lease.key} and epoch = ${lease.epoch}
          returning version > ${lease.version} and state = 'pending' and next_attempt_at is null as again`.execute(
          tx,
        );
        const [row] = rows;
        if (!row) return "lost";
        if (row.again) return "again";
        if (ending.kind === "conflict") await openConflict(tx, lease.key, ending);
        if (ending.kind === "done") await closeConflict(tx, lease.key);
        return "settled";
      });
    },

    async doubt({ kind, key }) {
      await db.transaction().execute(async (tx) => {
        await tx
          .updateTable("organization_links")
          .set({ confirmed: null })
          .where("client_id", "=", key)
          .execute();
        await sql`
          update work set version = version + 1, state = 'pending', dirty_since = coalesce(dirty_since, now())
          where kind = ${kind} and key = ${key}`.execute(tx);
      });
    },
  };
}

async function openConflict(
  tx: Transaction<Schema>,
  clientId: string,
  { cause, detail }: Extract<Ending, { kind: "conflict" }>,
): Promise<void> {
  await tx
    .insertInto("conflicts")
    .values({ client_id: clientId, cause, detail: JSON.stringify(detail) })
    .onConflict((open) =>
      open
        .column("client_id")
        .where("closed_at", "is", null)
        .doUpdateSet({ cause, detail: JSON.stringify(detail) }),
    )
    .execute();
}

async function closeConflict(tx: Transaction<Schema>, clientId: string): Promise<void> {
  await tx
    .updateTable("conflicts")
    .set({ closed_at: sql<Date>`now()` })
    .where("client_id", "=", clientId)
    .where("closed_at", "is", null)
    .execute();
}

/**
 * What an ending writes. When something newer came in meanwhile, success moves `applied_version`, and a wait has to be
 * kept all the same; any other ending is no longer of interest, and the row stays as the newer message set it.
 */
function assignments({ version }: Lease, ending: Ending): ReturnType<typeof sql> {
  const isCurrent = sql`version = ${version}`;
  switch (ending.kind) {
    case "done":
      return sql`
        applied_version = ${version}, attempts = 0, cause = null, detail = null, next_attempt_at = null,
        state = case when ${isCurrent} then 'ok' else state end,
        dirty_since = case when ${isCurrent} then null else dirty_since end`;
    case "wait":
      return sql`
        next_attempt_at = ${ending.until.toJSDate()}, cause = ${ending.cause},
        detail = ${jsonOrNull(ending.detail)}`;
    case "retry":
      return sql`
        attempts = case when ${isCurrent} then attempts + 1 else attempts end,
        cause = case when ${isCurrent} then ${ending.cause} else cause end,
        detail = case when ${isCurrent} then ${jsonOrNull(ending.detail)}::jsonb else detail end,
        next_attempt_at = case when ${isCurrent}
          then now() + make_interval(secs => ${ending.afterMs / 1000}) else next_attempt_at end`;
    case "failed":
    case "conflict":
      return sql`
        attempts = case when ${isCurrent} then attempts + 1 else attempts end,
        state = case when ${isCurrent} then ${ending.kind} else state end,
        cause = case when ${isCurrent} then ${ending.cause} else cause end,
        detail = case when ${isCurrent} then ${jsonOrNull(ending.detail)}::jsonb else detail end,
        next_attempt_at = null`;
  }
}

function jsonOrNull(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

/** Keys that have work to do now and that nobody holds, the longest waiting first. */
export async function listDue(db: Database, limit: number): Promise<WorkKey[]> {
  const { rows } = await sql<WorkKey>`
    select kind, key from work
    where state = 'pending'
      and coalesce(next_attempt_at, dirty_since + make_interval(secs => ${wakeGraceSeconds})) <= now()
      and coalesce(lease_until, now()) <= now()
    order by coalesce(next_attempt_at, dirty_since)
    limit ${limit}`.execute(db);
  return rows;
}
