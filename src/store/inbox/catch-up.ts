import { sql, type Transaction } from "kysely";

import { crashPoint } from "../../crash-points/crash-point.ts";
import type { Ticket } from "../../domain/tickets/ticket.ts";
import type { OrganizationLevel } from "../../jobs/ticket-ports.ts";
import { applySignals } from "./apply-signals.ts";
import type { Database } from "../database.ts";
import { idOf, lockOrganizations, rememberLevels, reviewTicketsOf } from "../clients/organization-levels.ts";
import type { Schema } from "../schema.ts";

/** What is read in one go and remembered: the name stands in the table of sweeps. */
export type Reading = "catch-up-tickets" | "catch-up-organizations" | "policy-drift" | "watch";

/**
 * Claims the next reading if the last one was touched so long ago; of several processes that ask, one is told where it
 * goes on (null: at its beginning), the others nothing.
 */
export async function claimReading(
  db: Database,
  name: Reading,
  everyMs: number,
): Promise<{ readonly cursor: string | null } | undefined> {
  const { rows } = await sql<{ cursor: string | null }>`
    insert into sweeps as held (name, started_at) values (${name}, now())
    on conflict (name) do update set started_at = now()
      where held.started_at < now() - make_interval(secs => ${everyMs / 1000})
    returning cursor`.execute(db);
  return rows[0];
}

/** Keeps what a page of changed tickets shows, and where the next page begins; a reader that dies loses none. */
export async function recordTicketPage(
  db: Database,
  tickets: readonly Ticket[],
  cursor: string,
): Promise<number> {
  return await db.transaction().execute(async (tx) => {
    const signals = tickets.map((ticket) => ({ kind: "ticket" as const, ticketId: ticket.id, seen: ticket }));
    const dirty = await applySignals(tx, signals, "bulk");
    await moveOn(tx, "catch-up-tickets", cursor);
    return dirty.length;
  });
}

/** The same for organizations: clients' are compared with what they should be, of others the level is remembered. */
export async function recordOrganizationPage(
  db: Database,
  organizations: readonly OrganizationLevel[],
  cursor: string,
): Promise<number> {
  return await db.transaction().execute(async (tx) => {
    const page = organizations.map(({ organizationId, level, updatedAt }) => ({
      id: organizationId,
      level,
      updated_at: updatedAt,
    }));
    const { rows } = await sql<{ id: bigint; is_linked: boolean; is_unclear: boolean }>`
      select id, link.organization_id is not null as is_linked,
        coalesce(seen_at = row.updated_at and known.level is distinct from row.level, false) as is_unclear
      from jsonb_to_recordset(${JSON.stringify(page)}::jsonb) as row(id bigint, level text, updated_at timestamptz)
      left join organizations as known on known.organization_id = id
      left join organization_links as link on link.organization_id = id
      where known.organization_id is not null or link.organization_id is not null`.execute(tx);
    const isLinked = new Map(rows.map((row) => [Number(row.id), row.is_linked]));
    const unclear = new Set(rows.filter((row) => row.is_unclear).map((row) => Number(row.id)));
    await lockOrganizations(tx, [...isLinked.keys()]);
    const linked = organizations.filter(({ organizationId }) => isLinked.get(organizationId) === true);
    const others = organizations.filter(({ organizationId }) => isLinked.get(organizationId) === false);
    const changed = await rememberLevels(tx, others);
    const signals = linked.map(({ organizationId, updatedAt }) => ({
      kind: "organization" as const,
      organizationId,
      // Of two levels within one second nobody can say which is later.
      updatedAt: unclear.has(organizationId) ? null : updatedAt,
    }));
    const dirty = await applySignals(tx, signals, "bulk");
    await reviewTicketsOf(tx, changed.map(idOf));
    await moveOn(tx, "catch-up-organizations", cursor);
    return dirty.length;
  });
}

/** The next reading begins at the beginning. */
export async function restartReading(db: Database, name: Reading): Promise<void> {
  await sql`update sweeps set cursor = null where name = ${name}`.execute(db);
}

async function moveOn(tx: Transaction<Schema>, name: Reading, cursor: string): Promise<void> {
  crashPoint("after-catch-up-page-before-cursor");
  await sql`update sweeps set cursor = ${cursor}, started_at = now() where name = ${name}`.execute(tx);
}
