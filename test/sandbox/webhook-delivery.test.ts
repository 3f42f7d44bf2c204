import { describe, expect, it, vi } from "vitest";
import { clockAt } from "./calling.ts";
import { soon } from "./soon.ts";
import { header, hearTickets, isSigned, secret, webhooksWith } from "./webhook-calling.ts";
import { answering, holding, webhookReceiver } from "./webhook-receiver.ts";
import { newTicket } from "./webhook-records.ts";

describe("a delivery", () => {
  it("is tried again when a 503 says when, as the same invocation signed for its own time", async () => {
    const clock = clockAt("2026-03-02T09:00:00Z");
    const { url, received } = await webhookReceiver((response, count) => {
      clock.set(`2026-03-02T09:00:0${count + 1}Z`);
      answering([503, 503, 200], { "retry-after": "10" })(response, count);
    });
    const webhooks = webhooksWith({ minuteMs: 3000, now: clock.now });
    webhooks.tell([{ url, secret }]);

    webhooks.hear(newTicket(1));
    await webhooks.settled();

    const [first, second, third] = received.map(({ atMs }) => atMs);
    expect(webhooks.deliveries()).toMatchObject([{ attempts: 3, status: "success", statusCode: 200 }]);
    expect(received.every(isSigned)).toBe(true);
    expect(new Set(received.map((request) => header("invocation-id", request))).size).toBe(1);
    expect(received.map((request) => header("signature-timestamp", request))).toEqual([
      "2026-03-02T09:00:00Z",
      "2026-03-02T09:00:01Z",
      "2026-03-02T09:00:02Z",
    ]);
    expect(Math.min(second! - first!, third! - second!)).toBeGreaterThanOrEqual(450);
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
    const webhooks = webhooksWith({ minuteMs: 3000 });
    webhooks.tell([{ url, secret }]);

    webhooks.hear(newTicket(1));
    await webhooks.settled();

    expect(webhooks.deliveries()).toMatchObject([delivery]);
    expect(received).toHaveLength(delivery.attempts);
  });

  it("is tried again when nobody answers in time", async () => {
    const { url, received } = await webhookReceiver((response, count) => {
      if (count > 0) response.end();
    });
    const webhooks = webhooksWith({ minuteMs: 3000 });
    webhooks.tell([{ url, secret }]);

    webhooks.hear(newTicket(1));
    await webhooks.settled();

    expect(received).toHaveLength(2);
    expect(webhooks.deliveries()).toMatchObject([{ attempts: 2, status: "success", statusCode: 200 }]);
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
    const clock = clockAt("2026-03-02T09:00:00Z");
    let status = 500;
    const { url, received } = await webhookReceiver((response) => void response.writeHead(status).end());
    const webhooks = webhooksWith({ now: clock.now });
    webhooks.tell([{ url, secret }]);
    hearTickets(webhooks, 20);
    await webhooks.settled();

    status = 200;
    webhooks.hear(newTicket(21));
    await webhooks.settled();
    clock.set("2026-03-02T09:00:05Z");
    webhooks.hear(newTicket(22));
    await webhooks.settled();

    expect(webhooks.deliveries().slice(20)).toMatchObject([
      { attempts: 0, status: "circuit broken", statusCode: null },
      { attempts: 1, status: "success", statusCode: 200 },
    ]);
    expect(received).toHaveLength(21);
  });

  it("waits for one of ten connections", async () => {
    const held = holding();
    const receiver = await webhookReceiver(held.answer);
    const webhooks = webhooksWith();
    webhooks.tell([{ url: receiver.url, secret }]);

    hearTickets(webhooks, 60);
    await vi.waitUntil(() => receiver.received.length >= 10, soon);
    held.release();
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
