import type { Account } from "./account.ts";
import type { RateLimits } from "./rate-limits.ts";
import { recordNotFound } from "./refusal.ts";
import { refuseOutdated } from "./safe-update.ts";
import { updateTicket } from "./tickets.ts";
import type { TicketUpdate } from "./tickets.ts";
import type { Work } from "./work.ts";

export type TicketRow = {
  readonly id: number;
  readonly update: TicketUpdate;
  /** The `updated_at` that the caller has seen. */
  readonly stamp: string | undefined;
};

/**
 * Updates in a job are always safe: without a stamp, a ticket is left alone that was changed since the job was queued
 * (Zendesk API reference, Update Many Tickets). Each counts against its ticket's allowance.
 */
export function updatingTickets(account: Account, limits: RateLimits, rows: readonly TicketRow[]): Work {
  const queuedAt = account.timestamp();
  return {
    kind: "update",
    className: "TicketBulkUpdateJob",
    doing: "Updating Tickets",
    doingOne: "Updating ticket",
    steps: rows.map(({ id, update, stamp = queuedAt }) => ({
      target: () => id,
      run() {
        const ticket = account.tickets.get(id);
        if (!ticket) throw recordNotFound();
        limits.takeTicketRow(id);
        refuseOutdated(ticket, stamp);
        updateTicket(account, ticket, update);
        return { action: "update", status: "Updated", success: true, id };
      },
    })),
  };
}
