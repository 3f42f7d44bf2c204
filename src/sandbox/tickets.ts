import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { apiUserId } from "./account.ts";
import type { Account } from "./account.ts";
import { cleanTags } from "./organizations.ts";
import { recordInvalid } from "./refusal.ts";
import type { Refusal } from "./refusal.ts";
import type { Ticket } from "./ticket.ts";

/** What a caller may change on a ticket (Zendesk API reference, Tickets). */
export const ticketChanges = z.object({
  subject: z.exactOptional(z.string()),
  /** The text of a new ticket; a comment says it too. */
  description: z.exactOptional(z.string()),
  comment: z.exactOptional(z.looseObject({ body: z.exactOptional(z.string()) })),
  type: z.exactOptional(z.enum(["problem", "incident", "question", "task"]).nullable()),
  priority: z.exactOptional(z.enum(["urgent", "high", "normal", "low"]).nullable()),
  status: z.exactOptional(z.enum(["new", "open", "pending", "hold", "solved", "closed"])),
  external_id: z.exactOptional(z.string().nullable()),
  requester_id: z.exactOptional(z.int()),
  assignee_id: z.exactOptional(z.int().nullable()),
  organization_id: z.exactOptional(z.int().nullable()),
  group_id: z.exactOptional(z.int().nullable()),
  /** Replaces all tags. */
  tags: z.exactOptional(z.array(z.string())),
});
export const newTicket = ticketChanges.extend({
  via: z.exactOptional(z.object({ channel: z.string() })),
});
export const ticketUpdate = ticketChanges.extend({
  additional_tags: z.exactOptional(z.array(z.string())),
  remove_tags: z.exactOptional(z.array(z.string())),
});
export type NewTicket = z.infer<typeof newTicket>;
export type TicketUpdate = z.infer<typeof ticketUpdate>;

/** The tags of its organization are copied onto a ticket now, and never again. */
export function createTicket(account: Account, given: NewTicket, now = account.timestamp()): Ticket {
  const { via, description, comment, ...changes } = given;
  const organization = account.organizations.get(changes.organization_id ?? 0);
  const actorId = account.actorId ?? apiUserId;
  const blank: Ticket = {
    id: account.newTicketId(),
    external_id: null,
    via: via ?? { channel: "api" },
    created_at: now,
    updated_at: now,
    type: null,
    subject: "",
    description: comment?.body ?? description ?? "",
    priority: null,
    status: "new",
    requester_id: actorId,
    submitter_id: actorId,
    assignee_id: null,
    organization_id: null,
    group_id: null,
    tags: [],
  };
  const tags = [...(changes.tags ?? []), ...(organization?.tags ?? [])];
  return account.tickets.put(changed(account, blank, { ...changes, tags }));
}

/** Keys left out stay as they are. A comment is no part of the ticket but makes it newer. */
export function updateTicket(account: Account, ticket: Ticket, update: TicketUpdate): Ticket {
  if (ticket.status === "closed") throw closed();
  const { description: _kept, comment, ...changes } = update;
  const after = changed(account, ticket, changes);
  if (comment === undefined && isDeepStrictEqual(after, ticket)) return ticket;
  return account.tickets.put({ ...after, updated_at: account.timestamp() });
}

function changed(
  account: Account,
  before: Ticket,
  update: Omit<TicketUpdate, "comment" | "description">,
): Ticket {
  const { additional_tags: added = [], remove_tags: removed = [], ...changes } = update;
  const { group_id: groupId = null } = changes;
  if (groupId !== null && !account.groups.get(groupId)) throw unknownGroup();
  const gone = new Set(cleanTags(removed));
  const tags = cleanTags([...(changes.tags ?? before.tags), ...added]);
  return { ...before, ...changes, tags: tags.filter((tag) => !gone.has(tag)) };
}

/** As clients of the API have met it: the entry has no `error`. */
function closed(): Refusal {
  return recordInvalid({ status: [{ description: "closed prevents ticket update" }] });
}

/** Worded as the refusal of an assignee in facetoe/zenpy issue 628; that of a group is not on record. */
function unknownGroup(): Refusal {
  return recordInvalid({ group: [{ description: "Group: is invalid", error: "InvalidValue" }] });
}
