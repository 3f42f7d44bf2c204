import type { FastifyReply, RouteShorthandOptions } from "fastify";

import { crashPoint } from "../crash-points/crash-point.ts";
import { type Accepted, type Inbox, type Message, MessageIdReused, NotDurable } from "../jobs/inbox.ts";
import type { WorkKey } from "../jobs/ports.ts";
import { Problem } from "./problems.ts";

/** Larger messages are refused unread (bytes). */
export const bodyLimit = 256 * 1024;

/**
 * No browser has business here: two headers say so. Helmet makes all of its twelve anew for each request, which takes as
 * long as verifying a signature.
 */
export const forPrograms: RouteShorthandOptions = {
  helmet: false,
  onRequest(_request, reply, done) {
    void reply.headers({
      "content-security-policy": "default-src 'none'",
      "x-content-type-options": "nosniff",
    });
    done();
  },
};

export type WebhookPorts = {
  readonly inbox: Inbox;
  /** Tells the workers; best effort, nobody waits for it. */
  readonly wake: (keys: readonly WorkKey[]) => void;
};

/** Makes a message durable and wakes the workers. @throws Problem */
export async function keep({ inbox, wake }: WebhookPorts, message: Message): Promise<Accepted> {
  const accepted = await inbox.accept(message).catch(translate);
  crashPoint("after-inbox-commit-before-wake");
  wake(accepted.dirty);
  crashPoint("after-wake-before-answer");
  return accepted;
}

export type Received = {
  readonly id: string;
  readonly kind: string;
  readonly duplicate: boolean;
  /** What of the message means nothing to us; true: all of it. */
  readonly ignored?: readonly string[] | true;
};

/** Answers 202 and logs it in one line, with these `facts` and nothing of what was said. */
export function answerReceived(
  reply: FastifyReply,
  { id, kind, duplicate, ...ignored }: Received,
  facts: Readonly<Record<string, string | number>>,
): FastifyReply {
  reply.log.info(
    {
      message_id: id,
      message_kind: kind,
      duplicate,
      ...facts,
      ...ignored,
      duration_ms: Math.round(reply.elapsedTime),
    },
    "webhook.received",
  );
  return reply.status(202).send({ id, duplicate, ...ignored });
}

function translate(err: unknown): never {
  if (err instanceof MessageIdReused) throw new Problem("message-id-reused", err.message, { cause: err });
  if (err instanceof NotDurable) throw new Problem("not-durable", err.message, { cause: err });
  throw err;
}
