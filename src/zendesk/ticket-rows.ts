import { z } from "zod";

import type { Instant } from "../domain/instant.ts";
import {
  keptDescription,
  keptSubject,
  priorities,
  type Ticket,
  type TicketChange,
  ticketStatuses,
} from "../domain/tickets/ticket.ts";
import { BadAnswer, type Exchange } from "../jobs/refusals.ts";
import { instantText } from "./instant-text.ts";

const ticketAnswer = z.object({
  id: z.number().int().positive(),
  status: z.enum(ticketStatuses),
  priority: z.enum(priorities).nullish(),
  organization_id: z.number().int().nullish(),
  group_id: z.number().int().nullish(),
  tags: z.array(z.string()).nullish(),
  via: z.object({ channel: z.string().nullish() }).nullish(),
  subject: z.string().nullish(),
  description: z.string().nullish(),
  created_at: instantText,
  updated_at: instantText,
});

/** Reads what Zendesk answered to a call about one ticket. @throws BadAnswer when it is none, or another one */
export function readTicket(id: number, result: unknown, method: "GET" | "PUT"): Ticket {
  const asked = { method, path: `/api/v2/tickets/${id}` };
  const ticket = findTicket(result);
  if (!ticket) throw badTicket(result, asked);
  if (ticket.id === id) return ticket;
  throw new BadAnswer(
    `zendesk answered ticket ${ticket.id} to ${asked.method} ${asked.path}`,
    "zendesk-bad-answer",
    { ...asked, answer: result },
  );
}

/** One of many, by its id: the ticket, or why it cannot be read. @throws BadAnswer when it does not say which it is */
export function readTicketRow(row: unknown, asked: Exchange): readonly [number, Ticket | BadAnswer] {
  const { data } = ticketAnswer.pick({ id: true }).safeParse(row);
  if (data) return [data.id, findTicket(row) ?? badTicket(row, asked)];
  throw badTicket(row, asked);
}

function badTicket(answer: unknown, asked: Exchange): BadAnswer {
  const words = `zendesk's answer to ${asked.method} ${asked.path} is not a ticket`;
  return new BadAnswer(words, "zendesk-bad-answer", { ...asked, answer });
}

/** Undefined when it cannot be read as one. */
export function findTicket(result: unknown): Ticket | undefined {
  const { data } = ticketAnswer.safeParse(result);
  return (
    data && {
      id: data.id,
      status: data.status,
      priority: data.priority ?? null,
      organizationId: data.organization_id ?? null,
      groupId: data.group_id ?? null,
      tags: data.tags ?? [],
      channel: data.via?.channel?.toLowerCase() ?? null,
      subject: keptSubject(data.subject ?? ""),
      description: keptDescription(data.description ?? ""),
      createdAt: data.created_at,
      updatedAt: data.updated_at,
    }
  );
}

/** The body of an update: only what has to be written, and a guard where a value of somebody else's could be lost. */
export function rowOfTicketUpdate(seen: Ticket, change: TicketChange): object {
  return { ...rowOfTicketChange(change), ...(setsValues(change) && guardOf(seen)) };
}

function rowOfTicketChange({ addTags, removeTags, priority, groupId }: TicketChange): object {
  return {
    ...(addTags.length > 0 && { additional_tags: addTags }),
    ...(removeTags.length > 0 && { remove_tags: removeTags }),
    ...(priority !== undefined && { priority }),
    ...(groupId !== undefined && { group_id: groupId }),
  };
}

/** Whether it replaces values; tags are added and removed, whatever others do to them. */
export function setsValues({ priority, groupId }: TicketChange): boolean {
  return priority !== undefined || groupId !== undefined;
}

/** `safe_update: false` has the same effect as true ("Tickets"), so it is only ever sent as true. */
function guardOf({ updatedAt }: Ticket): object {
  return { safe_update: true, updated_stamp: inWholeSeconds(updatedAt) };
}

/** As Zendesk writes it. */
function inWholeSeconds(instant: Instant): string {
  return instant.replace(/\.\d+Z$/, "Z");
}
