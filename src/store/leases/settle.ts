import { sql, type Transaction } from "kysely";

import { blockingCauses } from "../../domain/clients/conflict.ts";
import type { Ending, Lease, Settling } from "../../jobs/ports.ts";
import { closeConflicts, openConflicts } from "../clients/open-conflicts.ts";
import { storableJson } from "../storable-json.ts";
import type { Schema } from "../schema.ts";

/** Writes the ending if the lease still holds. */
export async function settleOne(
  tx: Transaction<Schema>,
  { lease, ending }: Settling,
): Promise<"settled" | "again" | "lost"> {
  const { rows } = await sql<{ again: boolean }>`
    update work set lease_until = null, ${assignments(lease, ending)}
    where kind = ${lease.kind} and key = ${lease.key} and epoch = ${lease.epoch}
    returning version > ${lease.version} and state = 'pending' and next_attempt_at is null as again`.execute(
    tx,
  );
  const [row] = rows;
  if (!row) return "lost";
  if (row.again) return "again";
  if (ending.kind === "conflict") await openBlocking(tx, lease.key, ending);
  if (ending.kind === "done") await closeBlocking(tx, [lease]);
  return "settled";
}

/** What `assignments` writes for "done", for many rows at once. */
export async function settleDone(
  tx: Transaction<Schema>,
  leases: readonly Lease[],
): Promise<Map<string, "settled" | "again" | "lost">> {
  if (leases.length === 0) return new Map();
  const { rows } = await sql<{ key: string; again: boolean }>`
    update work set
      lease_until = null, applied_version = held.version, attempts = 0, cause = null, detail = null,
      stopped_cause = null, next_attempt_at = null,
      traceparent = case when work.version > held.version then traceparent end,
      state = case when work.version = held.version then 'ok' else state end,
      dirty_since = case when work.version = held.version then null else dirty_since end
    from jsonb_to_recordset(${rowsOf(leases)}::jsonb) as held(kind text, key text, version bigint, epoch bigint)
    where work.kind = held.kind and work.key = held.key and work.epoch = held.epoch
    returning work.key, work.version > held.version as again`.execute(tx);
  const settled = new Set(rows.filter(({ again }) => !again).map(({ key }) => key));
  await closeBlocking(
    tx,
    leases.filter(({ key }) => settled.has(key)),
  );
  return new Map(rows.map(({ key, again }) => [key, again ? "again" : "settled"]));
}

/** Always in the order of the keys, as messages do it, so that two transactions cannot wait for each other. */
export function lockedInOrder(leases: readonly Lease[]): ReturnType<typeof sql> {
  return sql`
    select held.kind, held.key, held.epoch from work
    join jsonb_to_recordset(${rowsOf(leases)}::jsonb) as held(kind text, key text, version bigint, epoch bigint)
      on work.kind = held.kind and work.key = held.key
    order by work.key for no key update of work`;
}

function rowsOf(leases: readonly Lease[]): string {
  return JSON.stringify(
    leases.map(({ kind, key, version, epoch }) => ({
      kind,
      key,
      version: String(version),
      epoch: String(epoch),
    })),
  );
}

/** A client has one conflict at most that blocks its work: the latest. */
async function openBlocking(
  tx: Transaction<Schema>,
  clientId: string,
  { cause, detail, about = { sides: [] } }: Extract<Ending, { kind: "conflict" }>,
): Promise<void> {
  const others = blockingCauses.filter((other) => other !== cause);
  await closeConflicts(tx, [clientId], others);
  await openConflicts(tx, cause, [{ clientId, detail, about }]);
}

/** Only clients have conflicts. Those that do not block the work are none of its business. */
async function closeBlocking(tx: Transaction<Schema>, leases: readonly Lease[]): Promise<void> {
  const clientIds = leases.filter(({ kind }) => kind === "reconcile-client").map(({ key }) => key);
  await closeConflicts(tx, clientIds, blockingCauses);
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
        applied_version = ${version}, attempts = 0, cause = null, detail = null, stopped_cause = null,
        next_attempt_at = null, traceparent = case when ${isCurrent} then null else traceparent end,
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
        stopped_cause = case when ${isCurrent}
          then ${ending.kind === "failed" ? ending.cause : null} else stopped_cause end,
        detail = case when ${isCurrent} then ${jsonOrNull(ending.detail)}::jsonb else detail end,
        next_attempt_at = null`;
  }
}

function jsonOrNull(value: unknown): string | null {
  return value === undefined ? null : storableJson(value);
}
