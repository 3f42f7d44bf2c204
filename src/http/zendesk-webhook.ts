import { hash } from "node:crypto";

import type { FastifyInstance } from "fastify";

import type { Signal } from "../jobs/inbox.ts";
import { bytesOf, takeBytes } from "./body-bytes.ts";
import { readZendeskEvent } from "./read-zendesk-event.ts";
import { answerReceived, bodyLimit, forPrograms, keep, type WebhookPorts } from "./webhooks.ts";
import { createZendeskVerifier } from "./zendesk-signature.ts";

export type ZendeskWebhookPorts = WebhookPorts & {
  readonly zendeskSecrets: readonly string[];
};

/**
 * POST /webhooks/zendesk: where to look. Whatever is signed is 202, also what we do not use or cannot read: enough
 * refusals would open Zendesk's circuit breaker, and the events after them would be lost ("Creating and monitoring
 * webhooks").
 */
export function zendeskWebhook(
  app: FastifyInstance,
  { zendeskSecrets, ...ports }: ZendeskWebhookPorts,
): void {
  const verify = createZendeskVerifier(zendeskSecrets);
  takeBytes(app, bodyLimit);
  // Fastify answers 415 to a content type that it cannot read, before anybody looks at the signature.
  app.addHook("onRequest", async ({ headers }) => {
    delete headers["content-type"];
  });

  app.post("/webhooks/zendesk", forPrograms, async (request, reply) => {
    const body = bytesOf(request);
    const signedAt = verify(body, request.headers);
    const invocationId = request.headers["x-zendesk-webhook-invocation-id"];
    const { id, kind, occurredAt, signal } = readZendeskEvent({ body, signedAt, invocationId });
    if (signal === null)
      return await answerReceived(reply, { id, kind, duplicate: false, ignored: true }, {});

    const { duplicate, dirty } = await keep(ports, {
      source: "zendesk",
      id,
      kind,
      body,
      // The id says it all: an event that comes again may be spelt otherwise, and is the same event.
      digest: hash("sha256", id),
      occurredAt,
      effectiveAt: null,
      statements: [],
      signal,
    });
    return await answerReceived(reply, { id, kind, duplicate }, { ...factsOf(signal), dirty: dirty.length });
  });
}

function factsOf(signal: Signal): Readonly<Record<string, string | number>> {
  switch (signal.kind) {
    case "ticket":
      return { ticket_id: signal.ticketId };
    case "organization":
      return { organization_id: signal.organizationId };
    case "unreadable":
      return { reason: signal.reason };
  }
}
