import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Account } from "./account.ts";
import type { ManagedWebhook } from "./managed-webhook.ts";
import {
  changeWebhook,
  createWebhook,
  getWebhook,
  presentWebhook,
  replaceWebhook,
  resetSecret,
  webhookChanges,
} from "./managed-webhooks.ts";
import { permitted } from "./permitted.ts";
import { addressOf, queryOf } from "./request-parts.ts";
import { testWebhook, webhookTest } from "./test-webhook.ts";
import { ulidOf } from "./ulid.ts";
import { webhookTimeoutMs } from "./webhook-attempt.ts";
import { webhookPage } from "./webhook-page.ts";

const controller = "webhooks";
const root = "webhook";

export type WebhookRouteOptions = {
  readonly account: Account;
  readonly now: () => Date;
  readonly minuteMs: number;
};

/** Webhooks under /api/v2 (Zendesk API reference, Webhooks). Updates answer nothing, as recorded. */
export function serveWebhooks(api: FastifyInstance, { account, now, minuteMs }: WebhookRouteOptions): void {
  const asked = (request: FastifyRequest): ManagedWebhook =>
    getWebhook(account, (request.params as { readonly id: string }).id);
  const signingSecret = ({ secret }: ManagedWebhook): object => ({
    signing_secret: { secret, algorithm: "SHA256" },
  });

  api.get("/webhooks", (request) =>
    webhookPage(account.webhooks.list(), { address: addressOf(request), query: queryOf(request) }),
  );

  api.post("/webhooks", (request, reply) => {
    const action = { controller, action: "create", root, permits: webhookChanges };
    const webhook = createWebhook(account, permitted(request, reply, action));
    void reply.code(201);
    return { webhook: { ...presentWebhook(webhook), created_at: toTheNanosecond(webhook.created_at) } };
  });

  api.post("/webhooks/test", async (request, reply) => {
    const action = { controller, action: "test", root: "request", permits: webhookTest };
    const test = permitted(request, reply, action);
    const { webhook_id: ulid } = queryOf(request);
    const webhook = ulid === undefined ? undefined : getWebhook(account, ulid);
    const invocationId = ulidOf({ id: account.newId(), created_at: account.timestamp() });
    const timeoutMs = webhookTimeoutMs(minuteMs);
    return { response: await testWebhook(webhook, test, { at: now(), invocationId, timeoutMs }) };
  });

  api.get("/webhooks/:id", (request) => ({ webhook: presentWebhook(asked(request)) }));

  api.put("/webhooks/:id", (request, reply) => {
    const action = { controller, action: "update", root, permits: webhookChanges };
    replaceWebhook(account, asked(request), permitted(request, reply, action));
    return reply.code(204).send();
  });

  api.patch("/webhooks/:id", (request, reply) => {
    const action = { controller, action: "patch", root, permits: webhookChanges };
    changeWebhook(account, asked(request), permitted(request, reply, action));
    return reply.code(204).send();
  });

  api.delete("/webhooks/:id", (request, reply) => {
    account.webhooks.remove(asked(request).id);
    return reply.code(204).send();
  });

  api.get("/webhooks/:id/signing_secret", (request) => signingSecret(asked(request)));

  api.post("/webhooks/:id/signing_secret", (request, reply) => {
    void reply.code(201);
    return signingSecret(resetSecret(account, asked(request)));
  });
}

/** Recorded webhooks say so only in the answer that they are created with. */
function toTheNanosecond(timestamp: string): string {
  return timestamp.replace("Z", ".932902574Z");
}
