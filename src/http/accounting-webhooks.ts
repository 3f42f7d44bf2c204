import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { DateTime } from "luxon";

import type { Catalogue } from "../domain/catalogue.ts";
import { instantOf } from "../domain/instant.ts";
import { type Inbox, MessageIdReused, NotDurable, type WorkKey } from "../jobs/ports.ts";
import { accountingSchemas } from "./accounting-schemas.ts";
import { Problem } from "./problems.ts";
import { readAccountingMessage } from "./read-accounting-message.ts";
import { createStandardWebhooksVerifier } from "./standard-webhooks.ts";

/** Larger messages are refused unread (bytes). */
export const bodyLimit = 256 * 1024;

export type AccountingWebhooksPorts = {
  readonly inbox: Inbox;
  readonly catalogue: Catalogue;
  readonly secrets: readonly string[];
  /** Tells the workers; best effort, nobody waits for it. */
  readonly wake: (keys: readonly WorkKey[]) => void;
};

/**
 * POST /webhooks/accounting/*: verify the signature over the raw bytes, parse, make durable, answer 202, wake a
 * worker. Nothing slow happens here.
 */
export function accountingWebhooks(
  app: FastifyInstance,
  { inbox, catalogue, secrets, wake }: AccountingWebhooksPorts,
): void {
  const verify = createStandardWebhooksVerifier(secrets);
  const schemas = accountingSchemas(catalogue);

  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer", bodyLimit }, (_request, body, parsed) =>
    parsed(null, body),
  );

  for (const kind of ["new-client", "assignments", "segment-changes"] as const) {
    app.post(`/webhooks/accounting/${kind}`, async (request, reply) => {
      const body = bytesOf(request);
      const id = verify(body, request.headers);
      requireJson(request);
      const { message, ignored } = readAccountingMessage(kind, id, body, schemas, instantOf(DateTime.utc()));
      const { duplicate, dirty } = await inbox.accept(message).catch(translate);
      wake(dirty);
      request.log.info(
        {
          message_id: id,
          message_kind: kind,
          duplicate,
          clients: message.statements.length,
          dirty: dirty.length,
          ...(ignored.length > 0 && { ignored }),
          duration_ms: Math.round(reply.elapsedTime),
        },
        "webhook.received",
      );
      return await accepted(reply, id, duplicate, ignored);
    });
  }
}

function accepted(
  reply: FastifyReply,
  id: string,
  duplicate: boolean,
  ignored: readonly string[],
): FastifyReply {
  return reply.status(202).send({ id, duplicate, ...(ignored.length > 0 && { ignored }) });
}

function bytesOf({ body }: FastifyRequest): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

function requireJson({ headers }: FastifyRequest): void {
  const [type = "", ...parameters] = (headers["content-type"] ?? "").toLowerCase().split(";");
  const isUtf8 = parameters
    .map((parameter) => parameter.trim())
    .filter((parameter) => parameter.startsWith("charset="))
    .every((charset) => /^charset="?utf-?8"?$/.test(charset));
  const encoding = headers["content-encoding"] ?? "identity";
  if (type.trim() === "application/json" && isUtf8 && encoding === "identity") return;
  throw new Problem(
    "unsupported-media-type",
    `the body came as "${headers["content-type"] ?? ""}" with content-encoding "${encoding}"`,
  );
}

function translate(err: unknown): never {
  if (err instanceof MessageIdReused) throw new Problem("message-id-reused", err.message, { cause: err });
  if (err instanceof NotDurable) throw new Problem("not-durable", err.message, { cause: err });
  throw err;
}
