import { sql } from "kysely";

import type { Ticket } from "../../domain/tickets/ticket.ts";
import { unsolvedStatuses } from "../../domain/tickets/ticket.ts";
import type { Database } from "../database.ts";

/** How many of the unsolved tickets of these organizations, as we know them, are still to be reviewed. */
export async function countTicketsToReview(
  db: Database,
  organizationIds: readonly number[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
    from tickets join work on work.kind = 'review-ticket' and key = ticket_id::text
    where organization_id = any(${organizationIds}::bigint[])
      and status = any(${unsolvedStatuses}::text[])
      and work.state = 'pending' and applied_version < version`.execute(db);
  return rows[0]?.count ?? 0;
}

/** The unsolved tickets of these organizations, as we know them. */
export async function listUnsolvedTickets(
  db: Database,
  organizationIds: readonly number[],
): Promise<readonly Ticket[]> {
  const { rows } = await sql<{ state: Ticket }>`
    select state from tickets
    where organization_id = any(${organizationIds}::bigint[]) and state is not null
      and status = any(${unsolvedStatuses}::text[])`.execute(db);
  return rows.map(({ state }) => state);
}
