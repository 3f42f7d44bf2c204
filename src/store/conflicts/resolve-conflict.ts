import { sql, type Transaction } from "kysely";

import { blockingCauses, type Decision } from "../../domain/clients/conflict.ts";
import { choicesOf } from "../../domain/clients/conflict-choices.ts";
import { withDecision } from "../../domain/clients/decisions.ts";
import { unfitName } from "../../domain/clients/unfit-name.ts";
import type { WorkKey } from "../../jobs/ports.ts";
import type { Act } from "../../operations/operator.ts";
import { NoSuch, NotNow, Unfit } from "../../operations/refusals.ts";
import { aboutOf, type ConflictRow, selectConflicts, type Showing, standoffOf } from "./conflict-rows.ts";
import type { Database } from "../database.ts";
import { findNameHolder } from "../clients/name-holder.ts";
import { recordAct } from "../history/record-act.ts";
import type { Schema } from "../schema.ts";
import { startAnew } from "../leases/start-anew.ts";

export type Resolution = {
  readonly decision: Decision;
  readonly act: Act;
  /** For renaming; trimmed. */
  readonly name: string;
};

/** Does what was decided, all or nothing. Rows are locked in the order that all keep, conflicts last. Answers what to wake. */
export async function resolveConflict(
  db: Database,
  id: bigint,
  resolution: Resolution,
  showing: Showing,
): Promise<readonly WorkKey[]> {
  return await db.transaction().execute(async (tx) => {
    const [seen] = await selectConflicts(tx, sql`conflicts.id = ${id}`, 1);
    if (!seen) throw new NoSuch(`there is no conflict ${id}`);
    const clientIds = concerned(seen, resolution.decision);
    const working = await lockClients(tx, clientIds);
    const [row = seen] = await selectConflicts(tx, sql`conflicts.id = ${id}`, 1);
    await check(tx, row, resolution, showing);
    refuseNow(row, clientIds, working, resolution.decision);
    const woken =
      resolution.decision === "ignore" ? await ignore(tx, row) : await mend(tx, row, clientIds, resolution);
    await close(tx, row, resolution);
    return woken;
  });
}

/** To take an organization from another client concerns that one, too. */
function concerned(row: ConflictRow, decision: Decision): readonly string[] {
  const { otherClientId } = aboutOf(row);
  return decision === "adopt" && otherClientId !== undefined
    ? [row.client_id, otherClientId]
    : [row.client_id];
}

type Working = { readonly clientId: string; readonly isPending: boolean; readonly isHeld: boolean };

/** With their work, so that no attempt begins or ends meanwhile. */
async function lockClients(
  tx: Transaction<Schema>,
  clientIds: readonly string[],
): Promise<readonly Working[]> {
  await sql`
    select 1 from clients where client_id = any(${clientIds}::text[])
    order by client_id for no key update`.execute(tx);
  const { rows } = await sql<Working>`
    select key as "clientId", state = 'pending' as "isPending", coalesce(lease_until > now(), false) as "isHeld"
    from work where kind = 'reconcile-client' and key = any(${clientIds}::text[])
    order by key for no key update`.execute(tx);
  return rows;
}

/** An attempt under way decides by what was known before, and would undo the decision without a word. */
function refuseNow(
  row: ConflictRow,
  lockedIds: readonly string[],
  working: readonly Working[],
  decision: Decision,
): void {
  if (concerned(row, decision).join() !== lockedIds.join()) {
    throw new NotNow(`conflict ${row.id} is with another client by now: look at it again`);
  }
  const held = working.find(({ isHeld }) => isHeld);
  if (held) {
    throw new NotNow(`client ${held.clientId} is being looked at right now: decide again in a few seconds`);
  }
  if (decision === "ignore" && isBlocking(row) && working.some(({ isPending }) => isPending)) {
    throw new NotNow(`client ${row.client_id} is being looked at again: wait until that is over`);
  }
}

function isBlocking({ cause }: ConflictRow): boolean {
  return blockingCauses.some((blocking) => blocking === cause);
}

async function check(
  tx: Transaction<Schema>,
  row: ConflictRow,
  { decision, name }: Resolution,
  showing: Showing,
): Promise<void> {
  if (row.closed_at) throw decidedAlready(row);
  const choices = choicesOf(standoffOf(row, showing)).map((choice) => choice.decision);
  if (!choices.includes(decision)) {
    throw new Unfit(`conflict ${row.id} cannot be decided by "${decision}": there are ${choices.join(", ")}`);
  }
  if (decision !== "rename") return;
  const unfit = unfitName(name, aboutOf(row));
  if (unfit !== undefined) throw new Unfit(unfit);
  const holder = await findNameHolder(tx, name, row.client_id);
  if (holder !== undefined) throw new Unfit(`client ${holder} is called "${name}" already`);
}

/** Blocked work rests until the next message about the client; that of other conflicts goes on anyway. */
async function ignore(tx: Transaction<Schema>, row: ConflictRow): Promise<readonly WorkKey[]> {
  if (!isBlocking(row)) return [];
  await sql`
    update work set state = 'discarded'
    where kind = 'reconcile-client' and key = ${row.client_id} and state = 'conflict'`.execute(tx);
  return [];
}

async function mend(
  tx: Transaction<Schema>,
  row: ConflictRow,
  clientIds: readonly string[],
  { decision, name }: Resolution,
): Promise<readonly WorkKey[]> {
  const about = aboutOf(row);
  const decisions = withDecision(row.decisions ?? {}, {
    decision,
    about,
    said: row.client_name ?? "",
    name,
  });
  await sql`
    update clients set decisions = ${JSON.stringify(decisions)}::jsonb where client_id = ${row.client_id}`.execute(
    tx,
  );
  const { rows: jobs } = await sql<{ id: bigint }>`
    select id from work where kind = 'reconcile-client' and key = any(${clientIds}::text[])`.execute(tx);
  const woken = await startAnew(
    tx,
    jobs.map((job) => String(job.id)),
    { urgency: "live", which: sql`true` },
  );
  await unlink(tx, row, decision);
  return woken.map(({ kind, key }) => ({ kind, key }));
}

/** What we remember would keep us from doing it. */
async function unlink(tx: Transaction<Schema>, row: ConflictRow, decision: Decision): Promise<void> {
  const { otherClientId, organization } = aboutOf(row);
  if (decision === "adopt" && otherClientId !== undefined) {
    await sql`
      delete from organization_links
      where client_id = ${otherClientId} and organization_id = ${organization?.id ?? null}::bigint`.execute(
      tx,
    );
  }
  if (decision === "restore" && row.cause === "organization-deleted") {
    await sql`delete from organization_links where client_id = ${row.client_id}`.execute(tx);
  }
  if (decision === "restore" && row.cause === "manual-edit") {
    await sql`
      update organization_links set confirmed = null where client_id = ${row.client_id}`.execute(tx);
  }
}

async function close(
  tx: Transaction<Schema>,
  row: ConflictRow,
  { decision, act, name }: Resolution,
): Promise<void> {
  const { numAffectedRows } = await sql`
    update conflicts set closed_at = now(), decision = ${decision}, decided_by = ${act.operator},
      reason = ${act.reason}
    where id = ${row.id} and closed_at is null`.execute(tx);
  if (numAffectedRows !== 1n) throw decidedAlready(row);
  const change = { cause: row.cause, decision, ...(decision === "rename" && { name }) };
  await recordAct(tx, "conflict.resolved", act, change, { kind: "reconcile-client", key: row.client_id });
}

function decidedAlready({ id, decision, decided_by }: ConflictRow): NotNow {
  return new NotNow(
    decision
      ? `conflict ${id} was decided by ${decided_by}: ${decision}`
      : `conflict ${id} is over: what was at odds agrees by now`,
  );
}
