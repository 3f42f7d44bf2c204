import { describe, expect, it } from "vitest";

import { MessageIdReused, NotDurable } from "../../src/jobs/inbox.ts";
import { notification, refusal, refusalOf, send, startApp } from "./app-under-test.ts";

describe("a message that is durable", () => {
  it("is answered 202 with its id", async () => {
    await using under = await startApp();

    const response = await send(under, notification, { id: "msg_abc" });

    expect(response.statusCode).toBe(202);
    expect(response.headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(response.json()).toEqual({ id: "msg_abc", duplicate: false });
  });

  it("is said to be a duplicate when it came before", async () => {
    await using under = await startApp({ accept: async () => ({ duplicate: true, dirty: [] }) });

    const response = await send(under, notification);

    expect([response.statusCode, response.json()]).toEqual([202, { id: "msg_1", duplicate: true }]);
  });

  it("wakes the workers for what has to be looked at", async () => {
    const dirty = [{ kind: "reconcile-client", key: "C-1042" }] as const;
    await using under = await startApp({ accept: async () => ({ duplicate: false, dirty }) });

    await send(under, notification);

    expect(under.woken).toEqual([{ kind: "reconcile-client", key: "C-1042" }]);
  });

  it("is kept with the bytes that were signed", async () => {
    await using under = await startApp();
    const written = `{ "clientId": "C-1",  "name": "Ac\\u006de", "segment": "VIP", "occurredAt": "2026-11-20T15:04:05Z"}\n`;

    await send(under, written);

    expect(under.messages.map(({ body }) => Buffer.from(body).toString())).toEqual([written]);
  });

  it("may carry keys that mean nothing to us: they are named in the answer", async () => {
    await using under = await startApp();

    const response = await send(under, { ...notification, salesPerson: "Pat", region: 7 });

    expect(response.statusCode).toBe(202);
    expect(response.json()).toEqual({ id: "msg_1", duplicate: false, ignored: ["salesPerson", "region"] });
  });

  it("may carry keys that are names of Object.prototype: they mean nothing either", async () => {
    await using under = await startApp();
    const body = `{"__proto__": {"vertical": "Evil"}, "constructor": {"prototype": {"vertical": "Evil"}}, ${JSON.stringify(
      notification,
    ).slice(1)}`;

    const response = await send(under, body);

    expect(response.json()).toEqual({
      id: "msg_1",
      duplicate: false,
      ignored: ["__proto__", "constructor"],
    });
    expect(under.messages[0]?.statements[0]?.says).toEqual({ name: "Acme Senior Living", segment: "VIP" });
    expect({}).not.toHaveProperty("vertical");
  });
});

describe("a message that the inbox does not take", () => {
  const secretFact = "password authentication failed for user los at 10.0.0.5";

  it("because it cannot be made durable is asked for again in half a minute", async () => {
    await using under = await startApp({
      accept: async () => {
        throw new NotDurable("the message could not be made durable", { cause: new Error(secretFact) });
      },
    });

    const response = await send(under, notification);

    expect(refusalOf(response)).toEqual(refusal(503, "not-durable"));
    expect(response.headers["retry-after"]).toBe("30");
    expect(response.body).not.toContain("10.0.0.5");
    expect(under.woken).toEqual([]);
  });

  it("because its id came before with other words is refused", async () => {
    await using under = await startApp({
      accept: async () => {
        throw new MessageIdReused("message msg_1 came before and said something else");
      },
    });

    const response = await send(under, notification);

    expect(refusalOf(response)).toEqual(refusal(422, "message-id-reused"));
    expect(under.woken).toEqual([]);
  });

  it.each([
    ["an error", new Error(secretFact)],
    ["an error that bears a status", Object.assign(new Error(secretFact), { statusCode: 500 })],
    ["something that is no error", secretFact],
  ])("because of %s nobody expected is asked for again, never answered 500", async (_, thrown) => {
    await using under = await startApp({
      accept: async () => {
        throw thrown;
      },
    });

    const response = await send(under, notification);

    expect(refusalOf(response)).toEqual(refusal(503, "not-durable"));
    expect(response.headers["retry-after"]).toBe("30");
    expect(response.body).not.toContain("10.0.0.5");
  });
});

describe("every refusal", () => {
  it("is told as problem details: type, title, status, code and detail", async () => {
    await using under = await startApp();

    const response = await send(under, notification, { headers: { "webhook-signature": undefined } });

    expect(response.json()).toEqual({
      type: "about:blank",
      title: "The signature is missing or does not fit",
      status: 401,
      code: "invalid-signature",
      detail: "the header webhook-signature is missing",
    });
  });
});
