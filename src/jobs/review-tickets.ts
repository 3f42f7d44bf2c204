import type { DateTime } from "luxon";

import { type Catalogue, levelOf } from "../domain/catalogue/catalogue.ts";
import { changeOfTicket, needsGroups } from "../domain/tickets/decide-ticket.ts";
import { earliestTicketWriteAt } from "../domain/pace.ts";
import { isUnsolved, type Ticket } from "../domain/tickets/ticket.ts";
import type { End, Ends } from "./ends.ts";
import { done, snooze } from "./outcome.ts";
import type { Lease } from "./ports.ts";
import { BadAnswer } from "./refusals.ts";
import type {
  KnownTicket,
  OrganizationLevels,
  OrganizationsById,
  Tickets,
  TicketStates,
} from "./ticket-ports.ts";
import { type PlannedWrite, writeTickets } from "./write-tickets.ts";

export type ReviewTicketsPorts = {
  readonly states: TicketStates;
  readonly levels: OrganizationLevels;
  readonly tickets: Tickets;
  readonly organizations: OrganizationsById;
  readonly catalogue: Catalogue;
  readonly now: () => DateTime;
  /** Called before each write: extends the leases, or throws when another worker has one. */
  readonly hold: () => Promise<void>;
};

/** A ticket as we know it now, and what we had heard and written of it before. */
type Reviewed = { readonly lease: Lease; readonly ticket: Ticket; readonly known: KnownTicket };

/**
 * Looks at up to 100 tickets together: fetches those that we do not know well enough (one call), asks for the levels
 * of organizations that we never saw (one call), decides, and writes what differs: one by one call, many by one bulk
 * job. Costs no call when all are known and right.
 */
export async function reviewTickets(leases: readonly Lease[], ports: ReviewTicketsPorts): Promise<Ends> {
  const ends = new Map<string, End>();
  const { reviewed, unreadable } = await lookAt(leases, ports);
  for (const { key } of leases) ends.set(key, unreadable.get(Number(key)) ?? done);

  const unsolved = reviewed.filter(({ ticket }) => isUnsolved(ticket));
  const levels = await levelsOf(unsolved, ports);
  const groups = await groupsFor(unsolved, ports);
  const writes: PlannedWrite[] = [];
  for (const { lease, ticket, known } of unsolved) {
    const option = ticket.organizationId === null ? null : levels.get(ticket.organizationId);
    const change = changeOfTicket(ticket, levelOf(option, ports.catalogue), ports.catalogue, groups);
    if (!change) continue;
    const writeAt = earliestTicketWriteAt(known.writes, ports.now());
    if (writeAt > ports.now()) ends.set(lease.key, snooze(writeAt, "written-often"));
    else writes.push({ lease, seen: ticket, change, heard: known.heard });
  }
  for (const [key, end] of await writeTickets(writes, ports)) ends.set(key, end);
  return ends;
}

/** What is known of each ticket, fetched where that is not enough; those that are gone are left out. */
async function lookAt(
  leases: readonly Lease[],
  { states, tickets }: Pick<ReviewTicketsPorts, "states" | "tickets">,
): Promise<{ readonly reviewed: readonly Reviewed[]; readonly unreadable: ReadonlyMap<number, BadAnswer> }> {
  const ids = leases.map(({ key }) => Number(key));
  const known = await states.list(ids);
  const wanted = ids.filter((id) => {
    const one = known.get(id);
    return !one?.ticket || one.isDoubted;
  });
  const answers = wanted.length > 0 ? [...(await tickets.listByIds(wanted))] : [];
  const unreadable = new Map(answers.flatMap(([id, one]) => (one instanceof BadAnswer ? [[id, one]] : [])));
  const fetched = new Map(answers.flatMap(([id, one]) => (one instanceof BadAnswer ? [] : [[id, one]])));
  await states.save(
    [...fetched.values()].map((ticket) => ({ ticket, heard: known.get(ticket.id)?.heard ?? 0 })),
  );
  const gone = wanted.filter((id) => !fetched.has(id) && !unreadable.has(id));
  if (gone.length > 0) await states.forget(gone);

  const reviewed = leases.flatMap((lease) => {
    const id = Number(lease.key);
    const one = known.get(id) ?? { ticket: null, isDoubted: false, heard: 0, writes: [] };
    const ticket = wanted.includes(id) ? fetched.get(id) : one.ticket;
    return ticket ? [{ lease, ticket, known: one }] : [];
  });
  return { reviewed, unreadable };
}

/** The level option of each organization; one that does not exist has none. */
async function levelsOf(
  reviewed: readonly Reviewed[],
  { levels, organizations }: Pick<ReviewTicketsPorts, "levels" | "organizations">,
): Promise<ReadonlyMap<number, string | null>> {
  const ids = [...new Set(reviewed.flatMap(({ ticket }) => ticket.organizationId ?? []))];
  const known = ids.length > 0 ? await levels.list(ids) : new Map<number, string | null>();
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length === 0) return known;
  const seen = await organizations.listLevels(unknown);
  await levels.observe(seen);
  return new Map([...known, ...seen.map(({ organizationId, level }) => [organizationId, level] as const)]);
}

async function groupsFor(
  reviewed: readonly Reviewed[],
  { catalogue, tickets }: Pick<ReviewTicketsPorts, "catalogue" | "tickets">,
): Promise<ReadonlyMap<string, number>> {
  const isAsked = needsGroups(catalogue) && reviewed.some(({ ticket }) => ticket.groupId === null);
  return isAsked ? await tickets.groups() : new Map<string, number>();
}
