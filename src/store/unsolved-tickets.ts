import { sql } from "kysely";

import type { Ticket } from "../domain/ticket.ts";
import { unsolvedStatuses } from "../domain/ticket.ts";
import type { Database } from "./database.ts";

/** How many unsolved tickets these organizations have, by what we know, and how many are still to be reviewed. */
export async function countUnsolvedTickets(
  db: Database,
  organizationIds: readonly number[],
): Promise<{ readonly unsolved: number; readonly toReview: number }> {
  const { rows } = await sql<{ unsolved: number; toReview: number }>`
    select count(*)::int as unsolved,
      (count(*) filter (where work.state = 'pending' and applied_version < version))::int as "toReview"
    from tickets left join work on work.kind = 'review-ticket' and key = ticket_id::text
    where organization_id = any(${organizationIds}::bigint[])
      and status = any(${unsolvedStatuses}::text[])`.execute(db);
  return rows[0] ?? { unsolved: 0, toReview: 0 };
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
