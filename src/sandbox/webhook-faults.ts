import { z } from "zod";

const share = z.number().min(0).max(1).default(0);

/** What happens to deliveries on their way. */
export const webhookFaultRule = z.strictObject({
  /** The share that is sent twice, the second time as another invocation of the same event. */
  duplicates: share,
  /** Each waits a random time up to this before it is sent, so that the order changes. */
  shuffleMs: z.number().nonnegative().default(0),
  /** The share that is never sent. */
  lost: share,
});
export type WebhookFaultRule = z.input<typeof webhookFaultRule>;
export type WebhookFault = z.output<typeof webhookFaultRule>;

export type WebhookFaults = {
  rule(): WebhookFault;
  /** Replaces the rule; the dice start anew. */
  tell(rule: WebhookFaultRule): void;
  /** What becomes of a message: how long each of its deliveries waits, or that it is lost. */
  strike(): readonly number[] | "lost";
};

export function createWebhookFaults(startDice: () => () => number): WebhookFaults {
  let rule = webhookFaultRule.parse({});
  let dice = startDice();
  const falls = (part: number): boolean => part > 0 && dice() < part;
  return {
    rule: () => rule,
    tell(told) {
      rule = webhookFaultRule.parse(told);
      dice = startDice();
    },
    strike() {
      if (falls(rule.lost)) return "lost";
      const times = falls(rule.duplicates) ? 2 : 1;
      return Array.from({ length: times }, () => (rule.shuffleMs > 0 ? dice() * rule.shuffleMs : 0));
    },
  };
}
