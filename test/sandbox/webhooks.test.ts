import { describe, expect, it } from "vitest";
import { eventIds, isSigned, secret, webhooksWith } from "./webhook-calling.ts";
import { answering, webhookReceiver } from "./webhook-receiver.ts";
import { newTicket, organizationBecomes, ticketBecomes } from "./webhook-records.ts";

describe("a webhook", () => {
  it("is posted what happens, signed", async () => {
    const { url, received } = await webhookReceiver(answering([202]));
    const webhooks = webhooksWith();
    webhooks.tell([{ url, secret }]);

    webhooks.hear(newTicket(4711));
    await webhooks.settled();

    const [request] = received;
    const [webhook] = webhooks.list();
    const [delivery] = webhooks.deliveries();
    expect(request && isSigned(request)).toBe(true);
    expect(Object.fromEntries(request?.headers ?? [])).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "user-agent": "Zendesk Webhook",
      "x-zendesk-account-id": expect.stringMatching(/^\d+$/),
      "x-zendesk-webhook-id": webhook?.id,
      "x-zendesk-webhook-invocation-id": delivery?.invocationId,
      "x-zendesk-webhook-signature-timestamp": expect.stringMatching(/^[\d-]{10}T[\d:]{8}Z$/),
    });
    expect(webhooks.deliveries()).toEqual([
      {
        webhookId: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
        eventType: "zen:event-type:ticket.created",
        invocationId: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
        attempts: 1,
        status: "success",
        statusCode: 202,
      },
    ]);
  });

  it("hears only what it subscribed to", async () => {
    const { url, received } = await webhookReceiver(answering([200]));
    const webhooks = webhooksWith();
    webhooks.tell([{ url, secret, subscriptions: ["zen:event-type:ticket.tags_changed"] }]);

    webhooks.hear(ticketBecomes({ tags: [], status: "solved" }));
    webhooks.hear(organizationBecomes({ tags: [] }));
    await webhooks.settled();

    expect(received.map(({ body }) => JSON.parse(body) as object)).toMatchObject([
      { type: "zen:event-type:ticket.tags_changed" },
    ]);
  });

  it("of a trigger hears of each ticket that is new or changed, in words without type and id", async () => {
    const { url, received } = await webhookReceiver(answering([200]));
    const webhooks = webhooksWith();
    webhooks.tell([{ url, secret, subscriptions: ["conditional_ticket_events"] }]);

    webhooks.hear(newTicket(1));
    webhooks.hear(ticketBecomes({ tags: [], status: "solved" }));
    webhooks.hear(organizationBecomes({ tags: [] }));
    await webhooks.settled();

    expect(received.map(({ body }) => body).toSorted()).toEqual([
      '{ "ticket_id": 1 }',
      '{ "ticket_id": 4711 }',
    ]);
    expect(received.every(isSigned)).toBe(true);
  });

  it.each([
    { subscriptions: ["conditional_ticket_events", "zen:event-type:ticket.created"] },
    { subscriptions: ["ticket.created"] },
    { url: "not an address" },
    { secret: "" },
  ])("is refused with %o", (wrong) => {
    const webhooks = webhooksWith();

    expect(() => webhooks.tell([{ url: "http://127.0.0.1", secret, ...wrong }])).toThrow();
  });

  it("is one of several, each with its own secret and invocation", async () => {
    const [one, two] = [await webhookReceiver(answering([200])), await webhookReceiver(answering([500]))];
    const webhooks = webhooksWith();
    webhooks.tell([
      { url: one.url, secret },
      { url: two.url, secret: "another" },
    ]);

    webhooks.hear(newTicket(1));
    await webhooks.settled();

    expect([one, two].map(({ received }) => received.map(isSigned))).toEqual([[true], [false]]);
    expect(eventIds(one.received)).toEqual(eventIds(two.received));
    expect(webhooks.deliveries()).toMatchObject([{ status: "success" }, { status: "terminated" }]);
    expect(new Set(webhooks.deliveries().map(({ invocationId }) => invocationId)).size).toBe(2);
  });
});
