import { sql, type Transaction } from "kysely";
import { DateTime } from "luxon";

import { learnFromAnswer, type TicketKnowledge } from "../../domain/tickets/ticket-knowledge.ts";
import type { Ticket } from "../../domain/tickets/ticket.ts";
import type { KnownTicket, SeenTicket, TicketStates } from "../../jobs/ticket-ports.ts";
import type { Database } from "../database.ts";
import type { Schema } from "../schema.ts";

/** So many of our last writes are remembered for the pace of one ticket. */
const writesRemembered = 10;

type Row = {
  readonly ticket_id: bigint;
  readonly state: Ticket | null;
  readonly is_doubted: boolean;
  readonly heard: number;
  readonly writes: readonly Date[];
};

/** What we know of tickets from events, exports, answers and our own writes. */
export function createTicketStates(db: Database): TicketStates {
  return {
    async list(ticketIds) {
      const { rows } = await sql<Row>`
        select ticket_id, state, is_doubted, heard, writes from tickets
        where ticket_id = any(${ticketIds}::bigint[])`.execute(db);
      return new Map(rows.map((row) => [Number(row.ticket_id), knownOf(row)]));
    },

    async save(seen) {
      if (seen.length === 0) return;
      await db.transaction().execute(async (tx) => {
        const known = await lockTickets(
          tx,
          seen.map(({ ticket }) => ticket.id),
        );
        await saveTickets(
          tx,
          seen.map((one) => learnFromAnswer(known.get(one.ticket.id), one)),
        );
        await recordWrites(tx, seen);
      });
    },

    async doubt(ticketIds) {
      await db.transaction().execute(async (tx) => await doubtTickets(tx, ticketIds));
    },

    async forget(ticketIds) {
      // The row stays until it is pruned: who hears of the ticket now may be waiting for it.
      await sql`
        with locked as (
          select ticket_id from tickets where ticket_id = any(${ticketIds}::bigint[])
          order by ticket_id for no key update
        )
        update tickets set organization_id = null, status = 'deleted', state = null, is_doubted = false
        from locked where tickets.ticket_id = locked.ticket_id`.execute(db);
    },
  };
}

/**
 * Always in the order of their ids, so that two transactions cannot wait for each other. Those of `introduced` become
 * known if they are not.
 */
export async function lockTickets(
  tx: Transaction<Schema>,
  ticketIds: readonly number[],
  introduced: readonly number[] = ticketIds,
): Promise<Map<number, KnownTicket>> {
  await sql`
    insert into tickets (ticket_id) select unnest(${introduced}::bigint[]) order by 1
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<Row>`
    select ticket_id, state, is_doubted, heard, writes from tickets
    where ticket_id = any(${ticketIds}::bigint[]) order by ticket_id for no key update`.execute(tx);
  return new Map(rows.map((row) => [Number(row.ticket_id), knownOf(row)]));
}

export async function saveTickets(
  tx: Transaction<Schema>,
  tickets: readonly TicketKnowledge[],
): Promise<void> {
  const rows = tickets.map(({ ticket, isDoubted, heard }) => ({
    ticket_id: ticket.id,
    organization_id: ticket.organizationId,
    status: ticket.status,
    state: ticket,
    is_doubted: isDoubted,
    heard,
  }));
  await sql`
    update tickets set
      organization_id = row.organization_id, status = row.status, state = row.state,
      is_doubted = row.is_doubted, heard = row.heard
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(
      ticket_id bigint, organization_id bigint, status text, state jsonb, is_doubted boolean, heard integer
    )
    where tickets.ticket_id = row.ticket_id`.execute(tx);
}

export async function doubtTickets(tx: Transaction<Schema>, ticketIds: readonly number[]): Promise<void> {
  await sql`
    with locked as (
      select ticket_id from tickets where ticket_id = any(${ticketIds}::bigint[])
      order by ticket_id for no key update
    )
    update tickets set is_doubted = true, heard = heard + 1 from locked
    where tickets.ticket_id = locked.ticket_id`.execute(tx);
}

async function recordWrites(tx: Transaction<Schema>, seen: readonly SeenTicket[]): Promise<void> {
  const rows = seen.flatMap(({ ticket, write }) =>
    write
      ? [
          {
            ticket_id: ticket.id,
            at: write.at.toISO(),
            before: write.before,
            after: ticket,
            change: write.change,
          },
        ]
      : [],
  );
  if (rows.length === 0) return;
  await sql`
    with written as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(
        ticket_id bigint, at timestamptz, before jsonb, after jsonb, change jsonb
      )
    ), kept as (
      insert into history (at, ticket_id, what, before, after, change)
      select at, ticket_id, 'ticket.updated', before, after, change from written
    )
    update tickets set writes = (tickets.writes || written.at)[greatest(
      1, cardinality(tickets.writes) + 1 - ${writesRemembered - 1}::int
    ):]
    from written where tickets.ticket_id = written.ticket_id`.execute(tx);
}

function knownOf({ state, is_doubted, heard, writes }: Row): KnownTicket {
  return {
    ticket: state,
    isDoubted: is_doubted,
    heard,
    writes: writes.map((at) => DateTime.fromJSDate(at, { zone: "utc" })),
  };
}
