import type { OrganizationField } from "./account.ts";
import type { RecordChange } from "./record-changes.ts";
import { seededRandom } from "./seeded-random.ts";
import { timestampOf } from "./timestamp.ts";
import { createWebhookBreaker } from "./webhook-breaker.ts";
import type { WebhookBreaker } from "./webhook-breaker.ts";
import { createWebhookConnections } from "./webhook-connections.ts";
import { deliverWebhook } from "./webhook-delivery.ts";
import type { Delivery } from "./webhook-delivery.ts";
import { accountId, webhookEvents } from "./webhook-events.ts";
import { createWebhookFaults } from "./webhook-faults.ts";
import type { WebhookFault, WebhookFaultRule } from "./webhook-faults.ts";
import { createWebhookIds } from "./webhook-ids.ts";
import { webhookMessages } from "./webhook-messages.ts";
import type { WebhookMessage } from "./webhook-messages.ts";
import { webhookOptions } from "./webhook-options.ts";
import type { WebhookOptions } from "./webhook-options.ts";

export type Webhook = WebhookOptions & {
  readonly id: string;
  /** Sent with every request besides those of Zendesk. */
  readonly headers?: Readonly<Record<string, string>>;
};

type Subscriber = { readonly webhook: Webhook; readonly breaker: WebhookBreaker };

/** The webhooks of the account: they are sent what happens in it. */
export type Webhooks = {
  /** Those that were told. */
  list(): readonly Webhook[];
  /** Replaces those that were told; what is under way goes on. */
  tell(webhooks: readonly WebhookOptions[]): void;
  faults(): WebhookFault;
  /** Replaces the faults, for what happens from now on. */
  tellFaults(rule: WebhookFaultRule): void;
  /** Sends what subscribers of the change are to hear. */
  hear(change: RecordChange): void;
  /** The newest, so many are kept, in the order in which they began. */
  deliveries(): readonly Delivery[];
  /** When nothing is under way. */
  settled(): Promise<void>;
  /** Forgets all webhooks, and drops what is under way. */
  clear(): void;
};

export type WebhookSurroundings = {
  readonly now: () => Date;
  readonly minuteMs: number;
  readonly seed: number;
  readonly keptDeliveries: number;
  /** The custom fields of organizations. */
  readonly fields: () => readonly OrganizationField[];
  /** Those of the account itself, besides those that are told. */
  readonly managed: () => readonly Webhook[];
};

/** Thousands of events are not to open thousands of sockets. */
const maxConnections = 10;

export function createWebhooks(surroundings: WebhookSurroundings): Webhooks {
  const { now, minuteMs, seed, keptDeliveries, fields, managed } = surroundings;
  const ids = createWebhookIds(seededRandom(seed));
  const faults = createWebhookFaults(() => seededRandom(seed));
  const connections = createWebhookConnections(maxConnections);
  const underWay = new Set<Promise<void>>();
  const deliveries: Delivery[] = [];
  const managedBreakers = new Map<string, WebhookBreaker>();
  let told: readonly Subscriber[] = [];
  let cut = new AbortController();

  function withBreaker(webhook: Webhook): Subscriber {
    const breaker = managedBreakers.get(webhook.id) ?? createWebhookBreaker(now, minuteMs);
    managedBreakers.set(webhook.id, breaker);
    return { webhook, breaker };
  }

  function record(webhookId: string, { eventType }: WebhookMessage, status: Delivery["status"]): Delivery {
    const invocationId = ids.ulid(now());
    const delivery: Delivery = { webhookId, eventType, invocationId, attempts: 0, status, statusCode: null };
    deliveries.push(delivery);
    if (deliveries.length > keptDeliveries) deliveries.shift();
    return delivery;
  }

  function send({ webhook, breaker }: Subscriber, message: WebhookMessage): void {
    const fate = faults.strike();
    if (fate === "lost") {
      record(webhook.id, message, "lost");
      return;
    }
    for (const waitMs of fate) {
      const delivery = record(webhook.id, message, "under way");
      const { invocationId, webhookId } = delivery;
      const { url, secret, headers = {} } = webhook;
      const request = { url, secret, accountId, webhookId, invocationId, body: message.body, headers };
      const { signal } = cut;
      const plan = { request, waitMs, breaker, connections, now, minuteMs, signal };
      follow(
        deliverWebhook(plan, (progress) => void Object.assign(delivery, progress)),
        signal,
      );
    }
  }

  function follow(delivery: Promise<void>, signal: AbortSignal): void {
    const end = delivery
      .catch((error: unknown) => {
        if (!signal.aborted) throw error;
      })
      .finally(() => underWay.delete(end));
    underWay.add(end);
  }

  return {
    list: () => told.map(({ webhook }) => webhook),
    tell(webhooks) {
      told = webhooks.map((options) => ({
        webhook: { id: ids.ulid(now()), ...webhookOptions.parse(options) },
        breaker: createWebhookBreaker(now, minuteMs),
      }));
    },
    faults: () => faults.rule(),
    tellFaults: (rule) => faults.tell(rule),
    hear(change) {
      const subscribers = [...told, ...managed().map(withBreaker)];
      if (subscribers.length === 0) return;
      const time = timestampOf(now());
      const sequenceId = ids.ulid(now());
      const events = webhookEvents(change, { time, sequenceId, fields: fields(), newEventId: ids.uuid });
      for (const subscriber of subscribers) {
        for (const message of webhookMessages(subscriber.webhook, change, events)) send(subscriber, message);
      }
    },
    deliveries: () => deliveries,
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    clear() {
      cut.abort();
      cut = new AbortController();
      told = [];
      managedBreakers.clear();
      deliveries.length = 0;
    },
  };
}
