import type { RecordChange } from "./record-changes.ts";
import { webhookBody } from "./webhook-body.ts";
import type { WebhookEvent } from "./webhook-events.ts";
import { triggerSubscription } from "./webhook-options.ts";
import type { WebhookOptions } from "./webhook-options.ts";

/** What is to be posted to a webhook. */
export type WebhookMessage = { readonly eventType: string; readonly body: string };

/** A trigger tells of each ticket that is new or changed, in words of the admin's own, without type and id. */
export function webhookMessages(
  { subscriptions }: WebhookOptions,
  change: RecordChange,
  events: readonly WebhookEvent[],
): readonly WebhookMessage[] {
  if (subscriptions?.[0] === triggerSubscription) {
    return change.kind === "ticket" && change.after
      ? [{ eventType: triggerSubscription, body: `{ "ticket_id": ${change.after.id} }` }]
      : [];
  }
  return events
    .filter(({ type }) => subscriptions?.includes(type) ?? true)
    .map((event) => ({ eventType: event.type, body: webhookBody(event) }));
}
