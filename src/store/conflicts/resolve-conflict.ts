import { sql, type Transaction } from "kysely";

import type { Decision } from "../../domain/clients/conflict.ts";
import {
  type ClientJob,
  concernedBy,
  type ConflictDecision,
  isBlocking,
  linkToUndo,
  type LinkToUndo,
  unfitDecision,
  untimelyDecision,
} from "../../domain/clients/decide-conflict.ts";
import { withDecision } from "../../domain/clients/decisions.ts";
import type { WorkKey } from "../../jobs/ports.ts";
import type { Act } from "../../operations/operator.ts";
import { NoSuch, NotNow, Unfit } from "../../operations/refusals.ts";
import { type ConflictRow, selectConflicts, type Showing, standoffOf } from "./conflict-rows.ts";
import type { Database } from "../database.ts";
import { findNameHolder } from "../clients/name-holder.ts";
import { unconfirmLink } from "../clients/unconfirm.ts";
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
    const clientIds = concernedBy(decisionOn(seen, resolution, showing));
    const jobs = await lockJobs(tx, clientIds);
    const [row = seen] = await selectConflicts(tx, sql`conflicts.id = ${id}`, 1);
    if (row.closed_at) throw decidedAlready(row);
    const decided = decisionOn(row, resolution, showing);
    await refuseUnfit(tx, decided);
    const untimely = untimelyDecision(decided, clientIds, jobs);
    if (untimely !== undefined) throw new NotNow(untimely);
    const woken =
      resolution.decision === "ignore" ? await ignore(tx, row) : await mend(tx, row, clientIds, decided);
    await close(tx, row, resolution);
    return woken;
  });
}

function decisionOn(row: ConflictRow, { decision, name }: Resolution, showing: Showing): ConflictDecision {
  return { id: String(row.id), standoff: standoffOf(row, showing), decision, name };
}

/** And the clients themselves, so that no attempt begins or ends meanwhile. */
async function lockJobs(
  tx: Transaction<Schema>,
  clientIds: readonly string[],
): Promise<readonly ClientJob[]> {
  await sql`
    select 1 from clients where client_id = any(${clientIds}::text[])
    order by client_id for no key update`.execute(tx);
  const { rows } = await sql<ClientJob>`
    select key as "clientId", state = 'pending' as "isPending", coalesce(lease_until > now(), false) as "isHeld"
    from work where kind = 'reconcile-client' and key = any(${clientIds}::text[])
    order by key for no key update`.execute(tx);
  return rows;
}

async function refuseUnfit(tx: Transaction<Schema>, decided: ConflictDecision): Promise<void> {
  const unfit = unfitDecision(decided);
  if (unfit !== undefined) throw new Unfit(unfit);
  const { decision, name, standoff } = decided;
  if (decision !== "rename") return;
  const holder = await findNameHolder(tx, name, standoff.clientId);
  if (holder !== undefined) throw new Unfit(`client ${holder} is called "${name}" already`);
}

/** Blocked work rests until the next message about the client; that of other conflicts goes on anyway. */
async function ignore(tx: Transaction<Schema>, row: ConflictRow): Promise<readonly WorkKey[]> {
  if (!isBlocking(row.cause)) return [];
  await sql`
    update work set state = 'discarded'
    where kind = 'reconcile-client' and key = ${row.client_id} and state = 'conflict'`.execute(tx);
  return [];
}

async function mend(
  tx: Transaction<Schema>,
  row: ConflictRow,
  clientIds: readonly string[],
  decided: ConflictDecision,
): Promise<readonly WorkKey[]> {
  const { standoff, decision, name } = decided;
  const { about, name: said } = standoff;
  const decisions = withDecision(row.decisions ?? {}, { decision, about, said, name });
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
  const link = linkToUndo(decided);
  if (link) await undoLink(tx, link);
  return woken.map(({ kind, key }) => ({ kind, key }));
}

async function undoLink(tx: Transaction<Schema>, link: LinkToUndo): Promise<void> {
  if (link.kind === "unconfirm") {
    await unconfirmLink(tx, link.clientId);
    return;
  }
  await sql`
    delete from organization_links
    where client_id = ${link.clientId}
      and organization_id = coalesce(${link.organizationId ?? null}::bigint, organization_id)`.execute(tx);
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
