import { sql, type Transaction } from "kysely";

import type { Signal } from "../../jobs/inbox.ts";
import type { Urgency, WorkKey } from "../../jobs/ports.ts";
import { applyTicketSignals } from "./apply-ticket-signals.ts";
import { doubtLinks } from "../clients/doubt-links.ts";
import { markDirty } from "../leases/mark-dirty.ts";
import { signalOrganizations, unsolvedTicketsOf } from "../clients/organization-levels.ts";
import type { Schema } from "../schema.ts";

/**
 * Marks what signals point at, unless we know it already. An organization of a client is compared with what it should
 * be; the unsolved tickets of any other are reviewed, and that asks for its level. Answers the clients and tickets with
 * work to do that signals name.
 */
export async function applySignals(
  tx: Transaction<Schema>,
  signals: readonly Signal[],
  urgency: Urgency,
): Promise<WorkKey[]> {
  const organizations = signals.filter((signal) => signal.kind === "organization");
  const tickets = signals.filter((signal) => signal.kind === "ticket");
  const { clientIds, others } = await applyOrganizationSignals(tx, organizations, urgency);
  const news = [...(await applyTicketSignals(tx, tickets))].map(String);
  const keys = new Set([...news, ...(await unsolvedTicketsOf(tx, others))]);
  await markDirty(tx, "review-ticket", [...keys], { ...(urgency === "live" && { live: new Set(news) }) });
  return [
    ...clientIds.map((key): WorkKey => ({ kind: "reconcile-client", key })),
    ...news.map((key): WorkKey => ({ kind: "review-ticket", key })),
  ];
}

/** Answers the clients to look at, and the organizations that are no client's. */
async function applyOrganizationSignals(
  tx: Transaction<Schema>,
  signals: readonly Extract<Signal, { kind: "organization" }>[],
  urgency: Urgency,
): Promise<{ readonly clientIds: readonly string[]; readonly others: readonly number[] }> {
  if (signals.length === 0) return { clientIds: [], others: [] };
  const organizationIds = await signalOrganizations(tx, signals);
  const { rows } = await sql<{ client_id: string; organization_id: bigint }>`
    select client_id, organization_id from organization_links
    where organization_id = any(${organizationIds}::bigint[])`.execute(tx);
  const clientIds = rows.map((row) => row.client_id);
  await markDirty(tx, "reconcile-client", clientIds, {
    ...(urgency === "live" && { live: new Set(clientIds) }),
  });
  await doubtLinks(tx, clientIds);
  const linked = new Set(rows.map((row) => Number(row.organization_id)));
  return { clientIds, others: organizationIds.filter((id) => !linked.has(id)) };
}
