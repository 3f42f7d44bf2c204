import type { FastifyInstance } from "fastify";
import { DateTime } from "luxon";

import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import { type Instant, instantOf } from "../domain/instant.ts";
import { accountingSchemas } from "./accounting-schemas.ts";
import { bytesOf, takeBytes } from "./body-bytes.ts";
import { readAccountingMessage } from "./read-accounting-message.ts";
import { requireJson } from "./require-json.ts";
import { createStandardWebhooksVerifier } from "./standard-webhooks.ts";
import { answerReceived, bodyLimit, forPrograms, keep, type WebhookPorts } from "./webhooks.ts";

export type AccountingWebhooksPorts = WebhookPorts & {
  readonly catalogue: Catalogue;
  readonly secrets: readonly string[];
};

/**
 * POST /webhooks/accounting/*: verify the signature over the raw bytes, parse, make durable, answer 202, wake a
 * worker. Nothing slow happens here.
 */
export function accountingWebhooks(
  app: FastifyInstance,
  { catalogue, secrets, ...ports }: AccountingWebhooksPorts,
): void {
  const verify = createStandardWebhooksVerifier(secrets);
  const schemas = accountingSchemas(catalogue);
  const now = (): Instant => instantOf(DateTime.utc());
  takeBytes(app, bodyLimit);

  for (const kind of ["new-client", "assignments", "segment-changes"] as const) {
    app.post(`/webhooks/accounting/${kind}`, forPrograms, async (request, reply) => {
      const body = bytesOf(request);
      const id = verify(body, request.headers);
      requireJson(request);
      const { message, ignored } = readAccountingMessage(kind, id, body, schemas, now);
      const { duplicate, dirty } = await keep(ports, message);
      return await answerReceived(
        reply,
        { id, kind, duplicate, ...(ignored.length > 0 && { ignored }) },
        { clients: message.statements.length, dirty: dirty.length },
      );
    });
  }
}
