import { createHash } from "node:crypto";

import { z } from "zod";

import type { Instant } from "../domain/instant.ts";
import type { Signal } from "../jobs/inbox.ts";
import { signalOf } from "./event-signal.ts";
import { instantSchema } from "./instant-schema.ts";
import { parseJson } from "./parse-json.ts";
import { Problem } from "./problems.ts";
import { zendeskId } from "./zendesk-id.ts";

/** A request whose signature fits. */
export type ZendeskRequest = {
  readonly body: Buffer;
  readonly signedAt: Instant;
  /** The header `X-Zendesk-Webhook-Invocation-Id`: one for all attempts to deliver the same. */
  readonly invocationId: string | string[] | undefined;
};

export type ZendeskEvent = {
  readonly id: string;
  /** The event's type (`ticket.tags_changed`), `ticket-trigger` for what a trigger wrote, or `unreadable`. */
  readonly kind: string;
  readonly occurredAt: Instant;
  /** Null: the event is about nothing we look at. */
  readonly signal: Signal | null;
};

/** Reads whatever Zendesk signed. It never throws: no complaint of ours would make Zendesk write otherwise. */
export function readZendeskEvent(request: ZendeskRequest): ZendeskEvent {
  const delivery = { id: deliveryId(request), occurredAt: request.signedAt };
  const json = jsonOf(request.body);
  if (json instanceof Problem) return unreadable(delivery, json.message);

  const event = eventSchema.safeParse(json).data;
  if (event) {
    const { id = delivery.id, time: occurredAt = delivery.occurredAt, type: kind, subject, detail } = event;
    const signal = signalOf(kind, subject, detail);
    return signal === "unclear"
      ? unreadable({ id, occurredAt }, `${kind} does not say of what`)
      : { id, occurredAt, kind, signal };
  }
  const ticketId = triggerSchema.safeParse(json).data?.ticket_id;
  if (ticketId === undefined)
    return unreadable(delivery, "the body is no event, and has no ticket's id in ticket_id");
  return { ...delivery, kind: "ticket-trigger", signal: { kind: "ticket", ticketId, seen: null } };
}

const messageId = z.string().regex(/^[\x21-\x7e]{1,255}$/);

/** Only the type has to be there; an admin's own body may have a key of that name, with other words. */
const eventSchema = z.object({
  type: z
    .string()
    .regex(/^zen:event-type:[\x21-\x7e]{1,255}$/)
    .transform((type) => type.slice("zen:event-type:".length)),
  id: messageId.optional().catch(undefined),
  time: instantSchema.optional().catch(undefined),
  subject: z.unknown().optional(),
  detail: z.unknown().optional(),
});

const triggerSchema = z.object({ ticket_id: zendeskId });

function deliveryId({ invocationId, signedAt, body }: ZendeskRequest): string {
  return (
    messageId.safeParse(invocationId).data ?? createHash("sha256").update(signedAt).update(body).digest("hex")
  );
}

function jsonOf(body: Buffer): unknown {
  try {
    return parseJson(body);
  } catch (err) {
    if (err instanceof Problem) return err;
    throw err;
  }
}

function unreadable(of: Pick<ZendeskEvent, "id" | "occurredAt">, reason: string): ZendeskEvent {
  return { ...of, kind: "unreadable", signal: { kind: "unreadable", reason } };
}
