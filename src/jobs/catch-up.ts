import type { DateTime } from "luxon";

import { crashPoint } from "../crash-points/crash-point.ts";
import type { Ticket } from "../domain/tickets/ticket.ts";
import { patiently } from "./patiently.ts";
import type { OrganizationExport, OrganizationLevel, TicketExport } from "./ticket-ports.ts";

export type CatchUpTicketsPorts = {
  readonly export: TicketExport;
  /** Keeps a page and where the next begins; answers how many tickets have to be looked at. */
  readonly record: (tickets: readonly Ticket[], cursor: string) => Promise<number>;
  readonly signal: AbortSignal;
};

export type CaughtUp = {
  /** Tickets or organizations. */
  readonly read: number;
  /** Tickets to review; of organizations the clients to compare, not the tickets that other organizations' levels mark. */
  readonly toReview: number;
};

/** Reads all tickets that changed, page by page from where the last reading ended. */
export async function catchUpTickets(
  from: { readonly cursor: string } | { readonly since: DateTime },
  { export: exported, record, signal }: CatchUpTicketsPorts,
): Promise<CaughtUp> {
  let next = from;
  let read = 0;
  let toReview = 0;
  while (!signal.aborted) {
    const { tickets, cursor, isLast } = await patiently(async () => await exported.next(next), signal);
    crashPoint("before-catch-up-page");
    toReview += await record(tickets, cursor);
    crashPoint("after-catch-up-page");
    read += tickets.length;
    // A page that names itself as the next would come again and again; the next reading goes on there.
    if (isLast || ("cursor" in next && cursor === next.cursor)) break;
    next = { cursor };
  }
  return { read, toReview };
}

export type CatchUpOrganizationsPorts = {
  readonly export: OrganizationExport;
  /** Keeps a page and until when it was read; answers how many clients have to be compared. */
  readonly record: (organizations: readonly OrganizationLevel[], until: DateTime) => Promise<number>;
  readonly signal: AbortSignal;
};

/** Reads all organizations that changed since then. */
export async function catchUpOrganizations(
  since: DateTime,
  { export: exported, record, signal }: CatchUpOrganizationsPorts,
): Promise<CaughtUp> {
  let next = since;
  let read = 0;
  let toReview = 0;
  while (!signal.aborted) {
    const { organizations, until, isLast } = await patiently(async () => await exported.next(next), signal);
    toReview += await record(organizations, until);
    read += organizations.length;
    // A page that ends where it began would come again and again; the next reading goes on there.
    if (isLast || until <= next) break;
    next = until;
  }
  return { read, toReview };
}
