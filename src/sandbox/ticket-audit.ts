import { isDeepStrictEqual } from "node:util";
import type { Account } from "./account.ts";
import { presentVia } from "./present-ticket.ts";
import type { Ticket } from "./ticket.ts";

const audited = [
  "subject",
  "type",
  "priority",
  "status",
  "external_id",
  "requester_id",
  "assignee_id",
  "organization_id",
  "group_id",
  "tags",
] as const;

/** What an update did, field by field (Zendesk API reference, Ticket Audits). */
export function ticketAudit(account: Account, before: Ticket | undefined, after: Ticket): object {
  return {
    id: account.newId(),
    ticket_id: after.id,
    created_at: after.updated_at,
    author_id: account.actorId,
    metadata: { system: {}, custom: {} },
    events: audited
      .filter((field) => !isDeepStrictEqual(before?.[field] ?? null, after[field]))
      .map((field) => ({
        id: account.newId(),
        type: before ? "Change" : "Create",
        field_name: field,
        value: worded(after[field]),
        ...(before ? { previous_value: worded(before[field]) } : {}),
      })),
    via: presentVia({ channel: "api" }),
  };
}

/** Ids are texts in audits. */
function worded(value: Ticket[(typeof audited)[number]]): string | readonly string[] | null {
  return typeof value === "number" ? String(value) : value;
}
