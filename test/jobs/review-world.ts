import { DateTime } from "luxon";

import type { Catalogue } from "../../src/domain/catalogue/catalogue.ts";
import type { Ticket } from "../../src/domain/tickets/ticket.ts";
import type { Ends } from "../../src/jobs/ends.ts";
import { reviewTickets } from "../../src/jobs/review-tickets.ts";
import type { KnownTicket, OrganizationLevel, TicketWrite } from "../../src/jobs/ticket-ports.ts";
import { theCatalogue } from "../support/builders.ts";
import { type FakeTickets, fakeTickets } from "../support/fake-tickets.ts";

export type Reviewing = {
  readonly cause?: string;
  readonly hold?: () => Promise<void>;
};

export type ReviewWorld = {
  readonly zendesk: FakeTickets;
  /** What we know of each ticket. */
  readonly known: Map<number, KnownTicket>;
  /** What we know of each organization's level. */
  readonly levels: Map<number, string | null>;
  /** What we remember having written, by ticket. */
  readonly written: readonly (readonly [number, TicketWrite["change"]])[];
  /** What we were told of organizations, to remember. */
  readonly observed: readonly OrganizationLevel[];
  setCatalogue(catalogue: Partial<Catalogue>): void;
  /** We see the ticket in an event, as it is now. */
  see(ticketId: number): void;
  wait(seconds: number): void;
  now(): DateTime;
  review(ticketIds: readonly number[], options?: Reviewing): Promise<Ends>;
  /** Reviews, and tells what was asked of Zendesk meanwhile. */
  callsOf(...ticketIds: readonly number[]): Promise<readonly string[]>;
};

/** Tickets in a Zendesk that obeys Zendesk's rules, and what we know of them; all in memory. */
export function reviewWorld(): ReviewWorld {
  const zendesk = fakeTickets();
  const known = new Map<number, KnownTicket>();
  const levels = new Map<number, string | null>();
  const written: (readonly [number, TicketWrite["change"]])[] = [];
  const observed: OrganizationLevel[] = [];
  let catalogue = theCatalogue;
  let now = DateTime.fromISO("2026-11-20T15:00:00Z", { zone: "utc" });

  function put(ticket: Ticket | null, id: number, other: Partial<KnownTicket> = {}): void {
    const before = known.get(id) ?? { heard: 0, isDoubted: false, writes: [] };
    known.set(id, { ...before, ticket, ...other });
  }

  const world: ReviewWorld = {
    zendesk,
    known,
    levels,
    written,
    observed,
    setCatalogue: (some) => {
      catalogue = { ...catalogue, ...some };
    },
    see: (ticketId) => put(zendesk.get(ticketId), ticketId),
    wait: (seconds) => {
      now = now.plus({ seconds });
    },
    now: () => now,
    async review(ticketIds, { cause = null, hold = async () => undefined } = {}) {
      const leases = ticketIds.map((id) => ({
        kind: "review-ticket" as const,
        key: String(id),
        version: 1n,
        epoch: 1n,
        attempts: 0,
        cause,
      }));
      return await reviewTickets(leases, {
        states: {
          list: async (ids) => new Map([...known].filter(([id]) => ids.includes(id))),
          async save(seen) {
            for (const { ticket, heard, write } of seen) {
              const before = known.get(ticket.id);
              const isDoubted = (before?.isDoubted ?? false) && before?.heard !== heard;
              const writes = [...(before?.writes ?? []), ...(write ? [write.at] : [])].slice(-10);
              put(ticket, ticket.id, { isDoubted, writes });
              if (write) written.push([ticket.id, write.change]);
            }
          },
          async doubt(ids) {
            for (const id of ids) {
              const before = known.get(id);
              put(before?.ticket ?? null, id, { isDoubted: true, heard: (before?.heard ?? 0) + 1 });
            }
          },
          async forget(ids) {
            for (const id of ids) known.delete(id);
          },
        },
        levels: {
          list: async (ids) => new Map([...levels].filter(([id]) => ids.includes(id))),
          async observe(seen) {
            observed.push(...seen);
            for (const { organizationId, level } of seen) levels.set(organizationId, level);
          },
        },
        tickets: zendesk,
        organizations: zendesk,
        catalogue,
        now: () => now,
        hold,
      });
    },
    async callsOf(...ticketIds) {
      const before = zendesk.calls.length;
      await world.review(ticketIds);
      return zendesk.calls.slice(before);
    },
  };
  return world;
}
