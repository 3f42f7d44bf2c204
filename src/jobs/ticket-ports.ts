import type { DateTime } from "luxon";

import type { Instant } from "../domain/instant.ts";
import type { TicketKnowledge } from "../domain/tickets/ticket-knowledge.ts";
import type { Ticket, TicketChange } from "../domain/tickets/ticket.ts";
import type { BadAnswer, Rejected } from "./refusals.ts";

/** What we know of a ticket without asking. */
export type KnownTicket = Omit<TicketKnowledge, "ticket"> & {
  /** Null: we only know that it is there. */
  readonly ticket: Ticket | null;
  /** When we last wrote it, newest last, at most a handful. */
  readonly writes: readonly DateTime[];
};

/** A ticket as Zendesk showed it, or as it is after a write of ours. */
export type SeenTicket = {
  readonly ticket: Ticket;
  /** What we had heard of it before we asked or wrote: what came meanwhile may be later, and a doubt then stays. */
  readonly heard: number;
  readonly write?: TicketWrite;
};

/** Something we did to a ticket. */
export type TicketWrite = {
  readonly at: DateTime;
  readonly before: Ticket;
  readonly change: TicketChange;
};

export interface TicketStates {
  /** By ticket id; those we never heard of are absent. */
  list(ticketIds: readonly number[]): Promise<ReadonlyMap<number, KnownTicket>>;
  /** Remembers what Zendesk showed, unless we know something newer, and what we did, for the history and the pace. */
  save(seen: readonly SeenTicket[]): Promise<void>;
  /** Has them fetched before anything else is done to them. */
  doubt(ticketIds: readonly number[]): Promise<void>;
  /** They are gone from Zendesk. */
  forget(ticketIds: readonly number[]): Promise<void>;
}

/** The option that an organization has in `client_service_level`: a tag `los_<slug>`, or null for none. */
export type OrganizationLevel = {
  readonly organizationId: number;
  readonly level: string | null;
  /** Of the organization. */
  readonly updatedAt: Instant;
};

/** An organization had another level before. */
export type LevelChange = { readonly organizationId: number; readonly level: string | null };

export interface OrganizationLevels {
  /** By organization id; those we do not know, or doubt, are absent. */
  list(organizationIds: readonly number[]): Promise<ReadonlyMap<number, string | null>>;
  /** Where the level is another one now, all unsolved tickets of the organization are marked, as bulk work. */
  observe(levels: readonly OrganizationLevel[]): Promise<void>;
}

/**
 * What became of one ticket of many. `outdated`: somebody changed it meanwhile. `unsure`: nothing is known, so look.
 */
export type WrittenTicket = "updated" | "outdated" | "unsure" | Rejected;

/** Tickets in Zendesk. */
export interface Tickets {
  /** Up to 100 by one call; those that are gone are absent. One that nobody can read is no matter of the others. */
  listByIds(ticketIds: readonly number[]): Promise<ReadonlyMap<number, Ticket | BadAnswer>>;
  /**
   * One ticket by one call; answers it as it is after. A priority or group is only set if nobody changed the ticket
   * since it was seen.
   * @throws Outdated when somebody did
   */
  update(seen: Ticket, change: TicketChange): Promise<Ticket>;
  /** Up to 100 by one bulk job; ends when the job has ended, well or not. */
  updateAll(
    changes: readonly { readonly seen: Ticket; readonly change: TicketChange }[],
  ): Promise<ReadonlyMap<number, WrittenTicket>>;
  /** The ids of the groups by name, in lower case; asked for once in a while. */
  groups(): Promise<ReadonlyMap<string, number>>;
}

export interface OrganizationsById {
  /** Up to 100 by one call; organizations that do not exist are absent. */
  listLevels(organizationIds: readonly number[]): Promise<readonly OrganizationLevel[]>;
}

/** One page of everything that changed, from where the last one ended. */
export interface TicketExport {
  /** `from`: a cursor, or a moment for the first time. */
  next(from: { readonly cursor: string } | { readonly since: DateTime }): Promise<{
    readonly tickets: readonly Ticket[];
    readonly cursor: string;
    readonly isLast: boolean;
  }>;
}

export interface OrganizationExport {
  next(since: DateTime): Promise<{
    readonly organizations: readonly OrganizationLevel[];
    /** Where the next page begins. */
    readonly until: DateTime;
    readonly isLast: boolean;
  }>;
}
