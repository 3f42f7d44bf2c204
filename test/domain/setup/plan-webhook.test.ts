import { describe, expect, it } from "vitest";

import type { LiveWebhook } from "../../../src/domain/setup/live-account.ts";
import { planWebhook, webhookSubscriptions } from "../../../src/domain/setup/plan-webhook.ts";
import { aWebhook } from "./setup-world.ts";

const url = "https://los.example/webhooks/zendesk";
const sound = aWebhook({ subscriptions: webhookSubscriptions });

describe("the webhook", () => {
  it("is not planned while nobody knows where Zendesk reaches the service", () => {
    expect(planWebhook(null, { webhooks: [] })).toEqual({
      steps: [],
      notes: ["no webhook is planned: it is not known where Zendesk reaches the service (--webhook-url)"],
    });
  });

  it("is told of all that may change what a ticket or an organization needs", () => {
    expect(webhookSubscriptions).toEqual([
      "zen:event-type:ticket.created",
      "zen:event-type:ticket.status_changed",
      "zen:event-type:ticket.priority_changed",
      "zen:event-type:ticket.tags_changed",
      "zen:event-type:ticket.custom_field_changed",
      "zen:event-type:ticket.organization_changed",
      "zen:event-type:ticket.requester_changed",
      "zen:event-type:ticket.group_assignment_changed",
      "zen:event-type:ticket.subject_changed",
      "zen:event-type:ticket.description_changed",
      "zen:event-type:ticket.merged",
      "zen:event-type:ticket.marked_as_spam",
      "zen:event-type:ticket.soft_deleted",
      "zen:event-type:ticket.permanently_deleted",
      "zen:event-type:ticket.undeleted",
      "zen:event-type:organization.created",
      "zen:event-type:organization.deleted",
      "zen:event-type:organization.name_changed",
      "zen:event-type:organization.external_id_changed",
      "zen:event-type:organization.tags_changed",
      "zen:event-type:organization.custom_field_changed",
    ]);
  });

  it.each<[string, readonly LiveWebhook[]]>([
    ["there is none", []],
    ["there are others", [aWebhook({ name: "Theirs", endpoint: "https://other.example" })]],
    [
      "triggers call it: its kind cannot be changed",
      [aWebhook({ subscriptions: ["conditional_ticket_events"] })],
    ],
  ])("is made when %s", (_, webhooks) => {
    const [step] = planWebhook(url, { webhooks }).steps;

    expect(step).toMatchObject({
      id: "webhook los-sync",
      action: "create",
      requests: [
        {
          method: "POST",
          path: "/webhooks",
          body: {
            webhook: {
              name: "los-sync",
              endpoint: url,
              http_method: "POST",
              request_format: "json",
              status: "active",
              subscriptions: webhookSubscriptions,
            },
          },
        },
      ],
      undo: [{ method: "DELETE", path: "/webhooks/{$id:webhook los-sync}" }],
    });
  });

  it.each<[string, LiveWebhook]>([
    ["has all subscriptions", sound],
    ["has them in another order", { ...sound, subscriptions: webhookSubscriptions.toReversed() }],
    ["has more", { ...sound, subscriptions: ["zen:event-type:user.created", ...webhookSubscriptions] }],
    ["was given another name", { ...sound, name: "Service levels" }],
  ])("needs nothing when it %s", (_, webhook) => {
    expect(planWebhook(url, { webhooks: [webhook] }).steps).toEqual([]);
  });

  it.each<[string, LiveWebhook, object, object]>([
    [
      "gets what it is not told of",
      { ...sound, subscriptions: webhookSubscriptions.slice(1) },
      { subscriptions: [...webhookSubscriptions.slice(1), webhookSubscriptions[0]] },
      { subscriptions: webhookSubscriptions.slice(1) },
    ],
    ["is activated", { ...sound, status: "inactive" }, { status: "active" }, { status: "inactive" }],
    [
      "of our name goes where the service is now",
      { ...sound, endpoint: "https://old.example" },
      { endpoint: url },
      { endpoint: "https://old.example" },
    ],
  ])("%s", (_, webhook, after, before) => {
    const path = "/webhooks/01HANA";

    expect(planWebhook(url, { webhooks: [webhook] }).steps).toMatchObject([
      {
        action: "update",
        requests: [{ method: "PATCH", path, body: { webhook: after } }],
        undo: [{ method: "PATCH", path, body: { webhook: before } }],
      },
    ]);
  });

  it("that goes where the service is comes before one of our name", () => {
    const webhooks = [aWebhook({ id: "old", endpoint: "https://old.example" }), { ...sound, name: "Mine" }];

    expect(planWebhook(url, { webhooks }).steps).toEqual([]);
  });
});
