import { z } from "zod";

import type { Signal } from "../jobs/inbox.ts";
import { instantSchema } from "./instant-schema.ts";
import { readEventTicket } from "./read-event-ticket.ts";
import { zendeskId } from "./zendesk-id.ts";

/** What is gone, comes back or becomes part of another is not as the detail of its event has it. */
const leavesOrReturns: ReadonlySet<string> = new Set([
  "ticket.soft_deleted",
  "ticket.permanently_deleted",
  "ticket.undeleted",
  "ticket.marked_as_spam",
  "ticket.merged",
  "organization.deleted",
]);

/**
 * Where an event of this type tells us to look: every type of a ticket's or an organization's counts, known or new.
 * Null: at nothing of ours. Unclear: the event does not say at which.
 */
export function signalOf(type: string, subject: unknown, detail: unknown): Signal | null | "unclear" {
  const [, record] = /^(ticket|organization)\../.exec(type) ?? [];
  if (record === undefined) return null;
  const id = subjectId(record, subject) ?? detailSchema.safeParse(detail).data?.id;
  if (id === undefined) return "unclear";
  const shows = leavesOrReturns.has(type) ? undefined : detail;
  return record === "ticket"
    ? { kind: "ticket", ticketId: id, seen: readEventTicket(id, shows) }
    : { kind: "organization", organizationId: id, updatedAt: updatedAt(id, shows) };
}

const detailSchema = z.object({ id: zendeskId, updated_at: instantSchema.nullable().catch(null) });

/** As in `zen:ticket:35436`. */
function subjectId(record: string, subject: unknown): number | undefined {
  const prefix = `zen:${record}:`;
  if (typeof subject !== "string" || !subject.startsWith(prefix)) return undefined;
  return zendeskId.safeParse(subject.slice(prefix.length)).data;
}

function updatedAt(organizationId: number, detail: unknown): string | null {
  const read = detailSchema.safeParse(detail).data;
  return read?.id === organizationId ? read.updated_at : null;
}
