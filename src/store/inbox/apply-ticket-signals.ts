import type { Transaction } from "kysely";

import {
  isWorthKnowing,
  learnFromSignal,
  type TicketKnowledge,
} from "../../domain/tickets/ticket-knowledge.ts";
import type { Ticket } from "../../domain/tickets/ticket.ts";
import type { Schema } from "../schema.ts";
import { doubtTickets, lockTickets, saveTickets } from "../tickets/ticket-states.ts";

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
  const changed = new Map<number, TicketKnowledge>();
  const doubted = new Set<number>();
  const news = new Set<number>();
  for (const { ticketId, seen } of signals) {
    const one = rows.get(ticketId);
    if (!one) continue;
    if (seen === null) {
      doubted.add(ticketId);
      continue;
    }
    const learned = learnFromSignal(changed.get(ticketId) ?? one, seen);
    if (!learned) continue;
    changed.set(ticketId, learned.after);
    if (learned.needsReview) news.add(ticketId);
  }
  await saveTickets(tx, [...changed.values()]);
  await doubtTickets(tx, [...doubted]);
  return new Set([...doubted, ...news]);
}

function idsOf(signals: readonly TicketSignal[]): number[] {
  return [...new Set(signals.map(({ ticketId }) => ticketId))];
}
