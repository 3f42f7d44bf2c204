import { isUnsolved, type Ticket, type TicketChange } from "./ticket.ts";

/** What we know of a ticket that we have seen. */
export type TicketKnowledge = {
  readonly ticket: Ticket;
  /** What we know may not be how it is, so it has to be fetched. */
  readonly isDoubted: boolean;
  /** Counts what we heard of it: what is seen after the same count is later than all of that. */
  readonly heard: number;
};

/** Null: it was never seen, we only know that it is there. */
type Before = Omit<TicketKnowledge, "ticket"> & { readonly ticket: Ticket | null };

/** A ticket as Zendesk showed it when asked, or as it is after a write of ours. */
type Answer = {
  readonly ticket: Ticket;
  /** What had been heard of it before we asked or wrote. */
  readonly heard: number;
  readonly write?: { readonly before: Ticket };
};

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

/** What Zendesk showed counts. What we heard meanwhile may be later; where that cannot be told, it has to be fetched. */
export function learnFromAnswer(
  known: Before | undefined,
  { ticket, heard, write }: Answer,
): TicketKnowledge {
  if (!known || known.heard === heard) return { ticket, isDoubted: false, heard };
  // The event of our own write may be faster than the answer to it.
  const isEcho = write !== undefined && known.heard === heard + 1 && isAlike(known.ticket, ticket);
  if (isEcho && !isAlike(write.before, ticket)) return { ticket, isDoubted: false, heard: known.heard };
  const newer = newerOf(known.ticket, ticket);
  return { ticket: newer.ticket, isDoubted: known.isDoubted || newer.isDoubted, heard: known.heard };
}

/** What an event or export that shows the ticket adds to what we know; undefined when it is nothing new. */
export function learnFromSignal(
  known: Before,
  seen: Ticket,
): { readonly after: TicketKnowledge; readonly needsReview: boolean } | undefined {
  const { ticket, isDoubted, isNews } = newerOf(known.ticket, seen);
  if (!isNews) return undefined;
  const after = { ticket, isDoubted: known.isDoubted || isDoubted, heard: known.heard + 1 };
  const isOther = known.ticket === null ? isUnsolved(ticket) : !isSameToUs(known.ticket, ticket);
  // Who fetches a doubted ticket now may find one of before this, and decide by that.
  return { after, needsReview: after.isDoubted || isOther };
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

/** Whether a ticket that we never heard of is of interest. */
export function isWorthKnowing(ticket: Ticket): boolean {
  return isUnsolved(ticket) || ticket.status === "solved";
}

/** Whether both are of one moment, and show the same but for texts. */
function isAlike(one: Ticket | null, other: Ticket): boolean {
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
