import { webhookSubscriptions } from "../domain/setup/plan-webhook.ts";

const zendeskEvents = webhookSubscriptions.map((subscription) => subscription.replace("zen:event-type:", ""));

/** What we ask for. A sender may sign what it likes, so anything else is `other`. */
const kinds: ReadonlySet<string> = new Set([
  "new-client",
  "assignments",
  "segment-changes",
  "client-list",
  "ticket-trigger",
  "unreadable",
  ...zendeskEvents,
]);

/** The kind of a message as a label of bounded values. */
export function messageLabel(kind: string): string {
  return kinds.has(kind) ? kind : "other";
}
