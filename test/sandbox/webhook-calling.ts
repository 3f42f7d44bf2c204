import { onTestFinished } from "vitest";
import { webhookSignature } from "../../src/sandbox/webhook-signature.ts";
import { createWebhooks } from "../../src/sandbox/webhooks.ts";
import type { Webhooks } from "../../src/sandbox/webhooks.ts";
import type { Received } from "./webhook-receiver.ts";
import { newTicket } from "./webhook-records.ts";

export const secret = "not base64: as it stands";

/** The webhooks of an account for one test; Zendesk's twelve seconds are a fifth of the minute. */
export function webhooksWith({ minuteMs = 60_000, seed = 1, now = (): Date => new Date() } = {}): Webhooks {
  const webhooks = createWebhooks({
    now,
    minuteMs,
    seed,
    keptDeliveries: 1000,
    fields: () => [],
    managed: () => [],
  });
  onTestFinished(() => webhooks.clear());
  return webhooks;
}

export function hearTickets(webhooks: Webhooks, count: number): void {
  for (let id = 1; id <= count; id += 1) webhooks.hear(newTicket(id));
}

export const header = (name: string, { headers }: Received): string =>
  headers.get(`x-zendesk-webhook-${name}`) ?? "";
export const isSigned = (request: Received): boolean =>
  header("signature", request) ===
  webhookSignature(secret, header("signature-timestamp", request), request.body);
export const subjects = (received: readonly Received[]): readonly string[] =>
  received.map(({ body }) => (JSON.parse(body) as { subject: string }).subject);
export const eventIds = (received: readonly Received[]): readonly string[] =>
  received.map(({ body }) => (JSON.parse(body) as { id: string }).id);
