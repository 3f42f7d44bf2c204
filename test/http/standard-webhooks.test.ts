import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { accountingSecret } from "../support/accounting.ts";
import { signed } from "../support/signed.ts";
import { type AppUnderTest, notification, refusal, refusalOf, send, startApp } from "./app-under-test.ts";

const otherSecret = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;
const thirdSecret = `whsec_${Buffer.alloc(24, 3).toString("base64")}`;
const body = JSON.stringify(notification);
const good = (): string => signed(body)["webhook-signature"] ?? "";
const now = new Date("2026-11-20T15:05:00Z");

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now }));
afterEach(() => void vi.useRealTimers());

describe("a message that accounting did not sign", () => {
  let under: AppUnderTest;
  beforeAll(async () => (under = await startApp()));
  afterAll(async () => await under.app.close());

  it.each<[string, () => { body?: string | Buffer; headers?: Record<string, string | undefined> }]>([
    ["has no id", () => ({ headers: { "webhook-id": undefined } })],
    ["has no timestamp", () => ({ headers: { "webhook-timestamp": undefined } })],
    ["has no signature", () => ({ headers: { "webhook-signature": undefined } })],
    ["has an empty id", () => ({ headers: { "webhook-id": "" } })],
    ["has an empty signature", () => ({ headers: { "webhook-signature": "" } })],
    ["has another id", () => ({ headers: { "webhook-id": "msg_2" } })],
    ["has an id with a space", () => ({ headers: { "webhook-id": "msg 1" } })],
    ["has an id with a full stop", () => ({ headers: signed(body, { id: "msg.1" }) })],
    ["has an id that is too long", () => ({ headers: signed(body, { id: "m".repeat(256) }) })],
    ["has another timestamp", () => ({ headers: { "webhook-timestamp": "1795187101" } })],
    ["writes its timestamp otherwise", () => ({ headers: { "webhook-timestamp": "01795187100" } })],
    ["has words for a timestamp", () => ({ headers: { "webhook-timestamp": "yesterday" } })],
    ["has a negative timestamp", () => ({ headers: { "webhook-timestamp": "-1795187100" } })],
    ["has a fraction in its timestamp", () => ({ headers: { "webhook-timestamp": "1795187100.5" } })],
    ["has another body", () => ({ body: body.replace("VIP", "SMB") })],
    ["has a space more in its body", () => ({ body: `${body} ` })],
    ["has a byte order mark before its body", () => ({ body: `\uFEFF${body}` })],
    ["has no body any more", () => ({ body: "" })],
    ["is signed with another secret", () => ({ headers: signed(body, { secret: otherSecret }) })],
    ["has the first half of a signature", () => ({ headers: { "webhook-signature": good().slice(0, 25) } })],
    [
      "has a signature without its last sign",
      () => ({ headers: { "webhook-signature": good().slice(0, -1) } }),
    ],
    [
      "has a signature twice over",
      () => ({ headers: { "webhook-signature": `${good()}${good().slice("v1,".length)}` } }),
    ],
    ["has a signature with more behind a comma", () => ({ headers: { "webhook-signature": `${good()},x` } })],
    ["has a signature in small letters", () => ({ headers: { "webhook-signature": good().toLowerCase() } })],
    ["has a signature of no version", () => ({ headers: { "webhook-signature": good().slice(3) } })],
    [
      "has a signature of another version",
      () => ({ headers: { "webhook-signature": good().replace("v1,", "v1a,") } }),
    ],
    ["has nothing but the version", () => ({ headers: { "webhook-signature": "v1," } })],
    ["has ten thousand signs of signature", () => ({ headers: { "webhook-signature": "v1,".repeat(3334) } })],
    [
      "has a signature that is not ASCII",
      () => ({ headers: { "webhook-signature": `v1,${"é".repeat(44)}` } }),
    ],
  ])("(it %s) is refused, and goes no further", async (_, alter) => {
    const { body: sent = body, headers = {} } = alter();

    const response = await send(under, sent, { headers: { ...signed(body), ...headers } });

    expect(refusalOf(response)).toEqual(refusal(401, "invalid-signature"));
    expect(under.messages).toEqual([]);
  });

  it("is refused for its signature even if it could not be read", async () => {
    const response = await send(under, `{"clientId": "C-1"`, { secret: otherSecret });

    expect(refusalOf(response)).toEqual(refusal(401, "invalid-signature"));
  });

  it("cannot pass bytes that are not UTF-8 off as others", async () => {
    const [one, other] = [0xff, 0xfe].map((byte) =>
      Buffer.concat([Buffer.from(`{"clientId": "`), Buffer.from([byte]), Buffer.from(`"}`)]),
    ) as [Buffer, Buffer];

    const response = await send(under, other, { headers: signed(one) });

    expect(refusalOf(response)).toEqual(refusal(401, "invalid-signature"));
  });

  it("cannot move a part of its body into its timestamp or id", async () => {
    const headers = signed(`7.${body}`, { id: "msg_1" });

    const response = await send(under, body, {
      headers: { ...headers, "webhook-timestamp": `${headers["webhook-timestamp"]}.7` },
    });

    expect(refusalOf(response)).toEqual(refusal(401, "invalid-signature"));
  });
});

describe("while a secret is being replaced", () => {
  it.each([accountingSecret, otherSecret])("a message signed with either is accepted", async (secret) => {
    await using under = await startApp({ secrets: [accountingSecret, otherSecret] });

    const response = await send(under, notification, { secret });

    expect(response.statusCode).toBe(202);
  });

  it("a message signed with a third is refused", async () => {
    await using under = await startApp({ secrets: [accountingSecret, otherSecret] });

    const response = await send(under, notification, { secret: thirdSecret });

    expect(refusalOf(response)).toEqual(refusal(401, "invalid-signature"));
  });

  it("a message may bear several signatures, of which one fits", async () => {
    await using under = await startApp();
    const foreign = signed(body, { secret: otherSecret })["webhook-signature"];

    const response = await send(under, body, {
      headers: { "webhook-signature": `v1a,AAAA ${foreign} ${good()} v2,BBBB` },
    });

    expect(response.statusCode).toBe(202);
  });
});

describe("a sender whose clock is off", () => {
  it.each([-300, -299, 0, 299, 300])("by %d seconds is accepted", async (seconds) => {
    await using under = await startApp();

    const response = await send(under, notification, { at: new Date(now.getTime() + seconds * 1000) });

    expect(response.statusCode).toBe(202);
  });

  it.each([-86_400, -301, 301, 86_400])("by %d seconds is told so", async (seconds) => {
    await using under = await startApp();

    const response = await send(under, notification, { at: new Date(now.getTime() + seconds * 1000) });

    expect(refusalOf(response)).toEqual(refusal(401, "timestamp-out-of-tolerance"));
    expect(under.messages).toEqual([]);
  });

  it("may send a message of long ago, signed now", async () => {
    await using under = await startApp();

    const response = await send(under, { ...notification, occurredAt: "2019-01-01T00:00:00Z" });

    expect(response.statusCode).toBe(202);
  });
});
