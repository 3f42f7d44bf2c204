import type { Ticket, TicketChange } from "./ticket.ts";

/** What we know of a ticket after something was seen of it. */
export type Learned = {
  readonly ticket: Ticket;
  /** Whether this is how the ticket is cannot be told: it has to be fetched. */
  readonly isDoubted: boolean;
  /** It is not what we knew. */
  readonly isNews: boolean;
};

/**
 * Events and exports come late and in any order: what is from later counts. Of one moment they may still show texts in
 * other words than answers do, which is no reason for doubt.
 */
export function newerOf(known: Ticket | null, seen: Ticket): Learned {
  if (known === null || seen.updatedAt > known.updatedAt) {
    return { ticket: seen, isDoubted: false, isNews: true };
  }
  if (seen.updatedAt < known.updatedAt || isAlike(known, seen)) {
    return { ticket: known, isDoubted: false, isNews: false };
  }
  return { ticket: seen, isDoubted: true, isNews: true };
}

/** What the ticket looks like after our write. Only Zendesk knows the new `updatedAt`. */
export function applyChange(ticket: Ticket, change: TicketChange): Ticket {
  const unwanted = new Set([...change.removeTags, ...change.addTags]);
  return {
    ...ticket,
    tags: [...ticket.tags.filter((tag) => !unwanted.has(tag.toLowerCase())), ...change.addTags],
    priority: change.priority ?? ticket.priority,
    groupId: change.groupId ?? ticket.groupId,
  };
}

/** Whether a review would come to the same end for both: they differ at most in when they were changed. */
export function isSameToUs(one: Ticket, other: Ticket): boolean {
  return contentOf({ ...one, updatedAt: other.updatedAt }) === contentOf(other);
}

/** Whether both are of one moment, and show the same but for texts. */
export function isAlike(one: Ticket | null, other: Ticket): boolean {
  return one !== null && one.updatedAt === other.updatedAt && stateOf(one) === stateOf(other);
}

/** What people and automations change. */
function stateOf({ status, priority, organizationId, groupId, tags }: Ticket): string {
  return JSON.stringify([status, priority, organizationId, groupId, tags.toSorted()]);
}

/** Zendesk answers tags in an order of its own. */
function contentOf(ticket: Ticket): string {
  const entries = Object.entries({ ...ticket, tags: ticket.tags.toSorted() });
  return JSON.stringify(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
