import { describe, expect, it } from "vitest";
import { calling } from "./calling.ts";
import { header, secret } from "./webhook-calling.ts";
import { answering, webhookReceiver } from "./webhook-receiver.ts";

type Event = { readonly type: string; readonly detail: { readonly actor_id?: string } };

describe("a sandbox with webhooks", () => {
  it("sends what callers of its API do, and who did it", async () => {
    const { url, received } = await webhookReceiver(answering([200]));
    await using zendesk = await calling({ webhooks: [{ url, secret }] });

    const me = await zendesk.call("GET", "/api/v2/users/me");
    await zendesk.create({ name: "Acme" });
    await zendesk.call("POST", "/api/v2/tickets", { ticket: { comment: { body: "hello" } } });
    await zendesk.sandbox.deliveriesSettled();

    const events = received.map(({ body }) => JSON.parse(body) as Event);
    const { id } = (me.body as { readonly user: { readonly id: number } }).user;
    expect(events.map(({ type }) => type).toSorted()).toEqual([
      "zen:event-type:organization.created",
      "zen:event-type:ticket.created",
    ]);
    expect(events.find(({ type }) => type.includes("ticket"))?.detail.actor_id).toBe(String(id));
  });

  it("says nothing of what was there before", async () => {
    const { url, received } = await webhookReceiver(answering([200]));
    await using zendesk = await calling({ webhooks: [{ url, secret }], organizations: [{ name: "Acme" }] });

    zendesk.sandbox.reset();
    await zendesk.sandbox.deliveriesSettled();

    expect(received).toEqual([]);
    expect(zendesk.sandbox.webhooks).toMatchObject([{ url }]);
  });

  it("is told webhooks and their faults, and tells what became of deliveries", async () => {
    const { url, received } = await webhookReceiver(answering([200]));
    await using zendesk = await calling();

    const told = await zendesk.call("PUT", "/sandbox/webhooks", { webhooks: [{ url, secret }] });
    const faults = await zendesk.call("PUT", "/sandbox/webhook-faults", { duplicates: 1 });
    zendesk.sandbox.createOrganization({ name: "Acme" });
    await zendesk.sandbox.deliveriesSettled();
    const inForce = await zendesk.call("GET", "/sandbox/webhooks");
    const sent = await zendesk.call("GET", "/sandbox/deliveries");

    expect(told.body).toMatchObject({ webhooks: [{ url, secret }] });
    expect(faults.body).toEqual({ faults: { duplicates: 1, shuffleMs: 0, lost: 0 } });
    expect(inForce.body).toEqual({ ...(told.body as object), ...(faults.body as object) });
    expect(sent.body).toMatchObject({
      deliveries: received.map((request) => ({
        webhookId: header("id", request),
        eventType: "zen:event-type:organization.created",
        status: "success",
      })),
    });
    expect(received).toHaveLength(2);
  });

  it("refuses what it does not understand, and says where", async () => {
    await using zendesk = await calling();

    const webhooks = await zendesk.call("PUT", "/sandbox/webhooks", {
      webhooks: [{ url: "http://127.0.0.1", secret, subscriptions: ["ticket.created"] }],
    });
    const faults = await zendesk.call("PUT", "/sandbox/webhook-faults", { lost: 2 });

    expect([webhooks.status, faults.status]).toEqual([400, 400]);
    expect(webhooks.text).toContain("webhooks[0].subscriptions");
    expect(faults.text).toContain("lost");
  });
});
