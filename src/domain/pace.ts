import type { DateTime } from "luxon";

/**
 * Zendesk takes 5 updates of one organization a minute, from everybody together (rate limits, "Update
 * Organization"). We leave one of them to people.
 */
const writesPerMinute = 4;

/** A burst of messages about one client becomes one write: after a write, the next waits this long for company. */
const gatheringSeconds = 3;

/**
 * Zendesk takes 30 updates of one ticket by one user in 10 minutes (rate limits, "Update Ticket"). When somebody else's
 * automation undoes what we write, we stop long before that.
 */
const ticketWritesInTenMinutes = 10;

/** When an organization may next be written, given when we wrote it before. Not later than `now`: at once. */
export function earliestWriteAt(writes: readonly DateTime[], now: DateTime): DateTime {
  const inOrder = writes.toSorted((one, other) => one.toMillis() - other.toMillis());
  const last = inOrder.at(-1);
  const fourthLast = inOrder.at(-writesPerMinute);
  const gathered = last?.plus({ seconds: gatheringSeconds }) ?? now;
  const allowed = fourthLast?.plus({ seconds: 61 }) ?? now;
  return gathered > allowed ? gathered : allowed;
}

/** When a ticket may next be written, given when we wrote it before. Not later than `now`: at once. */
export function earliestTicketWriteAt(writes: readonly DateTime[], now: DateTime): DateTime {
  const inOrder = writes.toSorted((one, other) => one.toMillis() - other.toMillis());
  return inOrder.at(-ticketWritesInTenMinutes)?.plus({ minutes: 10, seconds: 1 }) ?? now;
}
