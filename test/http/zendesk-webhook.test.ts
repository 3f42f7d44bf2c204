import { describe, expect, it } from "vitest";

import { NotDurable } from "../../src/jobs/inbox.ts";
import { eventDetail, postAsZendesk, zendeskEvent } from "../support/zendesk-sender.ts";
import { refusal, refusalOf, sendAsZendesk, startApp } from "./app-under-test.ts";

const event = zendeskEvent("ticket.tags_changed", "ticket:35436", {
  id: "b3695d61-2ef4-4e9c-97af-1f065c099564",
  detail: eventDetail(35436),
});

describe("an event of Zendesk's", () => {
  it("is answered 202 with its id when it is durable", async () => {
    await using under = await startApp();

    const response = await sendAsZendesk(under, event);

    expect(response.statusCode).toBe(202);
    expect(response.headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(response.json()).toEqual({ id: event["id"], duplicate: false });
  });

  it("is kept with the bytes that were signed, and where it tells us to look", async () => {
    await using under = await startApp();
    const written = `${JSON.stringify(event, null, 3)}\n`;

    await sendAsZendesk(under, written);

    expect(under.messages).toEqual([
      {
        source: "zendesk",
        id: event["id"],
        kind: "ticket.tags_changed",
        body: Buffer.from(written),
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        occurredAt: "2026-11-20T15:04:05.123456789Z",
        effectiveAt: null,
        statements: [],
        signal: { kind: "ticket", ticketId: 35436, seen: expect.objectContaining({ id: 35436 }) },
      },
    ]);
  });

  it("is the same event under the same id, however it is spelt", async () => {
    await using under = await startApp();

    await sendAsZendesk(under, event);
    await sendAsZendesk(under, { ...event, time: "2026-11-20T15:04:06Z", detail: {} });
    await sendAsZendesk(under, { ...event, id: "another" });

    const [one, same, other] = under.messages.map(({ digest }) => digest);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });

  it("is said to be a duplicate when it came before", async () => {
    await using under = await startApp({ accept: async () => ({ duplicate: true, dirty: [] }) });

    const response = await sendAsZendesk(under, event);

    expect([response.statusCode, response.json()]).toEqual([202, { id: event["id"], duplicate: true }]);
  });

  it("wakes the workers for what has to be looked at", async () => {
    const dirty = [{ kind: "review-ticket", key: "35436" }] as const;
    await using under = await startApp({ accept: async () => ({ duplicate: false, dirty }) });

    await sendAsZendesk(under, event);

    expect(under.woken).toEqual([{ kind: "review-ticket", key: "35436" }]);
  });

  it("about nothing we look at is 202 and not kept", async () => {
    await using under = await startApp();

    const response = await sendAsZendesk(under, zendeskEvent("user.deleted", "user:1", { id: "e-1" }));

    expect(response.statusCode).toBe(202);
    expect(response.json()).toEqual({ id: "e-1", duplicate: false, ignored: true });
    expect(under.messages).toEqual([]);
  });

  it("that cannot be read is 202 and kept for a person", async () => {
    await using under = await startApp();

    const response = await sendAsZendesk(under, "<ticket/>", { invocationId: "i-1" });

    expect([response.statusCode, response.json()]).toEqual([202, { id: "i-1", duplicate: false }]);
    expect(under.messages).toEqual([
      expect.objectContaining({
        id: "i-1",
        kind: "unreadable",
        body: Buffer.from("<ticket/>"),
        signal: { kind: "unreadable", reason: expect.stringContaining("not JSON") },
      }),
    ]);
  });

  it.each([
    undefined,
    "",
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/cloudevents+json",
    "application/json; charset=utf-16",
    "application/json a",
    "json",
  ])("is read as JSON under the content type %j too", async (type) => {
    await using under = await startApp();

    const response = await sendAsZendesk(under, event, { headers: { "content-type": type } });

    expect(response.statusCode).toBe(202);
    expect(under.messages.map(({ kind }) => kind)).toEqual(["ticket.tags_changed"]);
  });

  it("that is larger than 256 KiB is refused unread", async () => {
    await using under = await startApp();

    const response = await sendAsZendesk(under, { ...event, event: "x".repeat(256 * 1024) });

    expect(refusalOf(response)).toEqual(refusal(413, "too-large"));
    expect(under.messages).toEqual([]);
  });

  it.each([new NotDurable("the message could not be made durable"), new Error("nobody expected this")])(
    "that the inbox does not take (%s) is asked for again, in time for Zendesk to do so",
    async (thrown) => {
      await using under = await startApp({
        accept: async () => {
          throw thrown;
        },
      });

      const response = await sendAsZendesk(under, event);

      expect(refusalOf(response)).toEqual(refusal(503, "not-durable"));
      expect(response.headers["retry-after"]).toBe("30");
      expect(under.woken).toEqual([]);
    },
  );

  it("arrives over the network, and so does what a trigger wrote", async () => {
    await using under = await startApp();
    const url = await under.app.listen({ host: "127.0.0.1", port: 0 });

    const replies = [
      await postAsZendesk(url, event),
      await postAsZendesk(url, { ticket_id: 35436 }, { invocationId: "i-1" }),
      await postAsZendesk(url, event, { secret: "another" }),
    ];

    expect(replies).toEqual([
      { status: 202, retryAfter: null, body: { id: event["id"], duplicate: false } },
      { status: 202, retryAfter: null, body: { id: "i-1", duplicate: false } },
      { status: 401, retryAfter: null, body: expect.objectContaining({ code: "invalid-signature" }) },
    ]);
    expect(under.messages.map(({ kind }) => kind)).toEqual(["ticket.tags_changed", "ticket-trigger"]);
  });
});
