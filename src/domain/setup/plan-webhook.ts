import type { LiveAccount, LiveWebhook } from "./live-account.ts";
import { pathIdFrom, stepId } from "./setup-reference.ts";
import type { SetupPlan, SetupStep } from "./setup-step.ts";

/**
 * All that tells us to look at a ticket or an organization (webhook events of Zendesk). There is no event for "something
 * changed": whatever a rule of ours looks at has to be named.
 */
const events = [
  "ticket.created",
  "ticket.status_changed",
  "ticket.priority_changed",
  "ticket.tags_changed",
  "ticket.custom_field_changed",
  "ticket.organization_changed",
  "ticket.requester_changed",
  "ticket.group_assignment_changed",
  "ticket.subject_changed",
  "ticket.description_changed",
  "ticket.merged",
  "ticket.marked_as_spam",
  "ticket.soft_deleted",
  "ticket.permanently_deleted",
  "ticket.undeleted",
  "organization.created",
  "organization.deleted",
  "organization.name_changed",
  "organization.external_id_changed",
  "organization.tags_changed",
  "organization.custom_field_changed",
] as const;

export const webhookSubscriptions: readonly string[] = events.map((event) => `zen:event-type:${event}`);

const ourName = "los-sync";

export function planWebhook(url: string | null, { webhooks }: Pick<LiveAccount, "webhooks">): SetupPlan {
  if (url === null) {
    return {
      steps: [],
      notes: ["no webhook is planned: it is not known where Zendesk reaches the service (--webhook-url)"],
    };
  }
  const webhook = findOurWebhook(url, webhooks);
  return { steps: webhook ? mending(webhook, url) : [creating(url)], notes: [] };
}

/** By where it goes, else by our name. Of one that triggers call the kind cannot be changed: it is none for events. */
export function findOurWebhook(url: string, webhooks: readonly LiveWebhook[]): LiveWebhook | undefined {
  const forEvents = webhooks.filter(
    ({ subscriptions }) => !subscriptions.includes("conditional_ticket_events"),
  );
  return forEvents.find(({ endpoint }) => endpoint === url) ?? forEvents.find(({ name }) => name === ourName);
}

function creating(url: string): SetupStep {
  const id = stepId("webhook", ourName);
  return {
    id,
    resource: "webhook",
    action: "create",
    name: `webhook ${ourName}`,
    changes: [
      { field: "endpoint", before: null, after: url },
      { field: "subscriptions", before: null, after: webhookSubscriptions },
    ],
    requests: [
      {
        method: "POST",
        path: "/webhooks",
        body: {
          webhook: {
            name: ourName,
            endpoint: url,
            http_method: "POST",
            request_format: "json",
            status: "active",
            subscriptions: webhookSubscriptions,
          },
        },
      },
    ],
    undo: [{ method: "DELETE", path: `/webhooks/${pathIdFrom(id)}` }],
  };
}

function mending(webhook: LiveWebhook, url: string): readonly SetupStep[] {
  const { id, name, endpoint, status, subscriptions } = webhook;
  const missing = webhookSubscriptions.filter((event) => !subscriptions.includes(event));
  const changes = [
    ...(endpoint === url ? [] : [{ field: "endpoint", before: endpoint, after: url }]),
    ...(status === "active" ? [] : [{ field: "status", before: status, after: "active" }]),
    ...(missing.length === 0
      ? []
      : [{ field: "subscriptions", before: subscriptions, after: [...subscriptions, ...missing] }]),
  ];
  if (changes.length === 0) return [];
  const patch = (side: "before" | "after") => ({
    method: "PATCH" as const,
    path: `/webhooks/${id}`,
    body: { webhook: Object.fromEntries(changes.map((change) => [change.field, change[side]])) },
  });
  return [
    {
      id: stepId("webhook", ourName),
      resource: "webhook",
      action: "update",
      name: `webhook ${name}`,
      changes,
      requests: [patch("after")],
      undo: [patch("before")],
    },
  ];
}
