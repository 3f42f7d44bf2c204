import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { header, hearTickets, isSigned, secret, webhooksWith } from "./webhook-calling.ts";
import { answering, webhookReceiver } from "./webhook-receiver.ts";
import { newTicket } from "./webhook-records.ts";

describe("a delivery", () => {
  it("is tried again when a 503 says when, as the same invocation signed for its own time", async () => {
    const { url, received } = await webhookReceiver(answering([503, 503, 200], { "retry-after": "33" }));
    const webhooks = webhooksWith({ minuteMs: 2000 });
    webhooks.tell([{ url, secret }]);

    webhooks.hear(newTicket(1));
    await webhooks.settled();

    const [first, second, third] = received.map(({ atMs }) => atMs);
    expect(webhooks.deliveries()).toMatchObject([{ attempts: 3, status: "success", statusCode: 200 }]);
    expect(received.every(isSigned)).toBe(true);
    expect(new Set(received.map((request) => header("invocation-id", request))).size).toBe(1);
    expect(new Set(received.map((request) => header("signature-timestamp", request))).size).toBeGreaterThan(
      1,
    );
    expect(Math.min(second! - first!, third! - second!)).toBeGreaterThanOrEqual(1000);
  });

  it.each([
    ["four times when it meets 409", [409], {}, { attempts: 4, status: "terminated", statusCode: 409 }],
    [
      "four times when it meets 429 with a short wait",
      [429],
      { "retry-after": "1" },
      { attempts: 4, status: "terminated", statusCode: 429 },
    ],
    ["once when 503 does not say when", [503], {}, { attempts: 1, status: "terminated", statusCode: 503 }],
    [
      "once when it meets 500, whatever that says",
      [500],
      { "retry-after": "1" },
      { attempts: 1, status: "terminated", statusCode: 500 },
    ],
    [
      "once when it is sent elsewhere",
      [307],
      { location: "/other" },
      { attempts: 1, status: "terminated", statusCode: 307 },
    ],
  ])("is tried %s", async (_, statuses, headers, delivery) => {
    const { url, received } = await webhookReceiver(answering(statuses, headers));
    const webhooks = webhooksWith({ minuteMs: 500 });
    webhooks.tell([{ url, secret }]);

    webhooks.hear(newTicket(1));
    await webhooks.settled();

    expect(webhooks.deliveries()).toMatchObject([delivery]);
    expect(received).toHaveLength(delivery.attempts);
  });

  it("is tried six times when nobody answers in time", async () => {
    const { url, received } = await webhookReceiver(() => undefined);
    const webhooks = webhooksWith({ minuteMs: 500 });
    webhooks.tell([{ url, secret }]);

    webhooks.hear(newTicket(1));
    await webhooks.settled();

    expect(received).toHaveLength(6);
    expect(webhooks.deliveries()).toMatchObject([{ attempts: 6, status: "timeout", statusCode: null }]);
  });

  it("is over when nobody is there", async () => {
    const { url } = await webhookReceiver((response) => void response.destroy());
    const webhooks = webhooksWith();
    webhooks.tell([{ url, secret }]);

    webhooks.hear(newTicket(1));
    await webhooks.settled();

    expect(webhooks.deliveries()).toMatchObject([{ attempts: 1, status: "terminated", statusCode: null }]);
  });

  it("is lost while the circuit is broken, and made again after the pause", async () => {
    let status = 500;
    const { url, received } = await webhookReceiver((response) => void response.writeHead(status).end());
    const webhooks = webhooksWith({ minuteMs: 6000 });
    webhooks.tell([{ url, secret }]);
    hearTickets(webhooks, 20);
    await webhooks.settled();

    status = 200;
    webhooks.hear(newTicket(21));
    await webhooks.settled();
    await delay(550);
    webhooks.hear(newTicket(22));
    await webhooks.settled();

    expect(webhooks.deliveries().slice(20)).toMatchObject([
      { attempts: 0, status: "circuit broken", statusCode: null },
      { attempts: 1, status: "success", statusCode: 200 },
    ]);
    expect(received).toHaveLength(21);
  });

  it("waits for one of ten connections", async () => {
    const receiver = await webhookReceiver((response) => void setTimeout(() => response.end(), 10));
    const webhooks = webhooksWith();
    webhooks.tell([{ url: receiver.url, secret }]);

    hearTickets(webhooks, 60);
    await webhooks.settled();

    expect(receiver.received).toHaveLength(60);
    expect(receiver.mostAtOnce).toBe(10);
  });

  it("is dropped when the webhooks are cleared", async () => {
    const { url } = await webhookReceiver(() => undefined);
    const webhooks = webhooksWith();
    webhooks.tell([{ url, secret }]);
    hearTickets(webhooks, 30);

    webhooks.clear();
    await webhooks.settled();

    expect([webhooks.list(), webhooks.deliveries()]).toEqual([[], []]);
  });
});
