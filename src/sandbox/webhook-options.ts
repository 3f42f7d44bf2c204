import { z } from "zod";

/** What a webhook says when a trigger calls it, rather than an event. */
export const triggerSubscription = "conditional_ticket_events";

export const webhookOptions = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  secret: z.string().min(1),
  /** Event types, or that of triggers alone; without them, every event of tickets and organizations. */
  subscriptions: z.exactOptional(
    z
      .array(z.string())
      .refine(isOneKind, `expected zen:event-type:… of each, or ${triggerSubscription} alone`),
  ),
});
export type WebhookOptions = z.infer<typeof webhookOptions>;

export function isOneKind(subscriptions: readonly string[]): boolean {
  const [first] = subscriptions;
  return first === triggerSubscription
    ? subscriptions.length === 1
    : subscriptions.every((subscription) => subscription.startsWith("zen:event-type:"));
}
