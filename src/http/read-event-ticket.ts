import { z } from "zod";

import {
  keptDescription,
  keptSubject,
  priorities,
  type Ticket,
  ticketStatuses,
} from "../domain/tickets/ticket.ts";
import { instantSchema } from "./instant-schema.ts";
import { zendeskId } from "./zendesk-id.ts";

/**
 * The ticket as the detail of an event shows it; null when it does not show all we look at, or shows what we do not
 * know (a status like `ARCHIVED`): then the ticket has to be fetched.
 */
export function readEventTicket(ticketId: number, detail: unknown): Ticket | null {
  const read = detailSchema.safeParse(detail);
  if (!read.success || read.data.id !== ticketId) return null;
  const { organization_id, group_id, via, created_at, updated_at, ...others } = read.data;
  return {
    ...others,
    organizationId: organization_id,
    groupId: group_id,
    channel: via.channel,
    createdAt: created_at,
    updatedAt: updated_at,
  };
}

const text = z.string().refine(isStorable);
const lowerCase = text.toLowerCase();
const words = z.string().nullable();

const detailSchema = z.object({
  id: zendeskId,
  status: lowerCase.pipe(z.enum(ticketStatuses)),
  priority: orNull(lowerCase.pipe(z.enum(priorities))),
  organization_id: orNull(zendeskId),
  group_id: orNull(zendeskId),
  tags: z.union([
    text.transform((tags) => tags.split(/\s+/).filter((tag) => tag !== "")),
    // Not z.array: a hundred thousand wrong ones would be as many issues, and take half a second.
    z.custom<readonly string[]>((tags) => Array.isArray(tags) && tags.every(isStorable)),
  ]),
  via: z.object({ channel: orNull(lowerCase) }),
  subject: words.transform((subject) => keptSubject(subject ?? "")),
  description: words.transform((description) => keptDescription(description ?? "")),
  created_at: instantSchema,
  updated_at: instantSchema,
});

/** Zendesk writes a reference to nothing in three ways. */
function orNull<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === "" || value === "0" ? null : value), schema.nullable());
}

/** PostgreSQL keeps neither NUL nor half a character in JSON ("JSON Types"). */
function isStorable(value: unknown): boolean {
  return typeof value === "string" && !value.includes("\u0000") && value.isWellFormed();
}
