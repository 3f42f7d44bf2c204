import type { Transaction } from "kysely";

import { isSameToUs, newerOf } from "../../domain/tickets/ticket-knowledge.ts";
import { isUnsolved, type Ticket } from "../../domain/tickets/ticket.ts";
import type { Schema } from "../schema.ts";
import {
  doubtTickets,
  isWorthKnowing,
  lockTickets,
  type SavedTicket,
  saveTickets,
} from "../tickets/ticket-states.ts";

/** A ticket that something happened to: how it is seen to be, or null when that has to be fetched. */
export type TicketSignal = { readonly ticketId: number; readonly seen: Ticket | null };

/**
 * Remembers what events and exports show of tickets. Answers the ids of those that have to be reviewed: not when they
 * are as we knew them.
 */
export async function applyTicketSignals(
  tx: Transaction<Schema>,
  signals: readonly TicketSignal[],
): Promise<ReadonlySet<number>> {
  if (signals.length === 0) return new Set();
  const worthy = signals.filter(({ seen }) => seen === null || isWorthKnowing(seen));
  const rows = await lockTickets(tx, idsOf(signals), idsOf(worthy));
  const learned = new Map<number, SavedTicket>();
  const doubted = new Set<number>();
  const news = new Set<number>();
  for (const { ticketId, seen } of signals) {
    const one = rows.get(ticketId);
    if (!one) continue;
    if (seen === null) {
      doubted.add(ticketId);
      continue;
    }
    const { ticket: before, heard, ...known } = learned.get(ticketId) ?? one;
    const { ticket, isDoubted, isNews } = newerOf(before, seen);
    if (!isNews) continue;
    learned.set(ticketId, { ticket, isDoubted: known.isDoubted || isDoubted, heard: heard + 1 });
    // Who fetches a doubted ticket now may find one of before this, and decide by that.
    if (one.isDoubted || isDoubted || (before === null ? isUnsolved(ticket) : !isSameToUs(before, ticket))) {
      news.add(ticketId);
    }
  }
  await saveTickets(tx, [...learned.values()]);
  await doubtTickets(tx, [...doubted]);
  return new Set([...doubted, ...news]);
}

function idsOf(signals: readonly TicketSignal[]): number[] {
  return [...new Set(signals.map(({ ticketId }) => ticketId))];
}
