import { describe, expect, it } from "vitest";
import { eventIds, header, hearTickets, secret, subjects, webhooksWith } from "./webhook-calling.ts";
import { answering, webhookReceiver } from "./webhook-receiver.ts";

describe("a fault of webhooks", () => {
  const inOrder = Array.from({ length: 40 }, (_, index) => `zen:ticket:${index + 1}`);

  it("sends a share twice: the same event as another invocation", async () => {
    const { url, received } = await webhookReceiver(answering([200]));
    const webhooks = webhooksWith();
    webhooks.tell([{ url, secret }]);
    webhooks.tellFaults({ duplicates: 0.25 });

    hearTickets(webhooks, 40);
    await webhooks.settled();

    expect(received.length).toBeGreaterThan(44);
    expect(received.length).toBeLessThan(60);
    expect(new Set(eventIds(received)).size).toBe(40);
    expect(new Set(received.map((request) => header("invocation-id", request))).size).toBe(received.length);
  });

  it("never sends a share, the same for the same seed", async () => {
    const lost = async (seed: number): Promise<readonly string[]> => {
      const { url, received } = await webhookReceiver(answering([200]));
      const webhooks = webhooksWith({ seed });
      webhooks.tell([{ url, secret }]);
      webhooks.tellFaults({ lost: 0.5 });
      hearTickets(webhooks, 40);
      await webhooks.settled();
      expect(webhooks.deliveries().filter(({ status }) => status === "lost")).toHaveLength(
        40 - received.length,
      );
      return inOrder.filter((subject) => !subjects(received).includes(subject));
    };

    const [one, again, other] = [await lost(1), await lost(1), await lost(2)];

    expect(one.length).toBeGreaterThan(10);
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it("mixes the order, and loses nothing by that", async () => {
    const { url, received } = await webhookReceiver(answering([200]));
    const webhooks = webhooksWith();
    webhooks.tell([{ url, secret }]);
    webhooks.tellFaults({ shuffleMs: 200 });

    hearTickets(webhooks, 40);
    await webhooks.settled();

    expect(subjects(received)).not.toEqual(inOrder);
    expect(subjects(received).toSorted()).toEqual(inOrder.toSorted());
  });
});
