import { existsSync } from "node:fs";

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { createZendeskVerifier } from "../../src/http/zendesk-signature.ts";
import { fixtures } from "../sandbox/recorded.ts";
import { zendeskSecret } from "../support/environment.ts";
import { zendeskEvent, zendeskSigned } from "../support/zendesk-sender.ts";
import { type AppUnderTest, refusal, refusalOf, sendAsZendesk, startApp } from "./app-under-test.ts";
import { recordedAttempt } from "./recorded-attempt.ts";

const event = zendeskEvent("ticket.created", "ticket:35436", { id: "e-1" });
const body = JSON.stringify(event);
const now = new Date("2026-11-20T15:05:00Z");
const timestamp = "x-zendesk-webhook-signature-timestamp";
const signature = "x-zendesk-webhook-signature";
const good = (): string => zendeskSigned(body)[signature] ?? "";

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now }));
afterEach(() => void vi.useRealTimers());

describe("Zendesk's own example", () => {
  it("verifies", () => {
    vi.setSystemTime("2021-03-25T05:10:00Z");
    // The secret that Zendesk publishes for testing webhooks before they are made.
    const verify = createZendeskVerifier(["dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=="]);

    const signedAt = verify(Buffer.from(`{"event":"ticket.updated","id":123}`), {
      [timestamp]: "2021-03-25T05:09:27Z",
      [signature]: "S/RDdU2ERmj7LHDDoWJ2onPYH+t7/f2+LTM4dL7UiLM=",
    });

    expect(signedAt).toBe("2021-03-25T05:09:27.000000000Z");
  });
});

describe.skipIf(!existsSync(fixtures))("held to a recorded attempt, the headers", () => {
  it("have the form we ask for", () => {
    vi.setSystemTime("2023-09-18T23:38:14Z");
    const { headers, payload } = recordedAttempt();
    const verify = createZendeskVerifier(["another"]);

    expect(() => verify(Buffer.from(payload), headers)).toThrow("does not fit");
  });
});

describe("an event that Zendesk did not sign", () => {
  let under: AppUnderTest;
  beforeAll(async () => (under = await startApp()));
  afterAll(async () => await under.app.close());

  it.each<[string, () => { body?: string | Buffer; headers?: Record<string, string | undefined> }]>([
    ["has no timestamp", () => ({ headers: { [timestamp]: undefined } })],
    ["has no signature", () => ({ headers: { [signature]: undefined } })],
    ["has an empty timestamp", () => ({ headers: { [timestamp]: "" } })],
    ["has an empty signature", () => ({ headers: { [signature]: "" } })],
    [
      "has its timestamp twice",
      () => ({ headers: { [timestamp]: "2026-11-20T15:05:00Z, 2026-11-20T15:05:00Z" } }),
    ],
    ["has its signature twice", () => ({ headers: { [signature]: `${good()}, ${good()}` } })],
    ["has another timestamp", () => ({ headers: { [timestamp]: "2026-11-20T15:05:01Z" } })],
    ["writes its timestamp otherwise", () => ({ headers: { [timestamp]: "2026-11-20T15:05:00.0Z" } })],
    ["has a timestamp in another zone", () => ({ headers: { [timestamp]: "2026-11-20T16:05:00+01:00" } })],
    ["has a timestamp without a zone", () => ({ headers: { [timestamp]: "2026-11-20T15:05:00" } })],
    ["has a timestamp in small letters", () => ({ headers: { [timestamp]: "2026-11-20t15:05:00z" } })],
    ["has seconds since 1970 for a timestamp", () => ({ headers: { [timestamp]: "1795187100" } })],
    ["has a day for a timestamp", () => ({ headers: { [timestamp]: "2026-11-20" } })],
    ["has a day that is none for a timestamp", () => ({ headers: { [timestamp]: "2026-02-30T15:05:00Z" } })],
    ["has words for a timestamp", () => ({ headers: { [timestamp]: "now" } })],
    ["has another body", () => ({ body: body.replace("35436", "35437") })],
    ["has a space more in its body", () => ({ body: `${body} ` })],
    ["has a byte order mark before its body", () => ({ body: `\uFEFF${body}` })],
    ["has no body any more", () => ({ body: "" })],
    ["is signed with another secret", () => ({ headers: zendeskSigned(body, { secret: "another" }) })],
    ["is signed with an empty secret", () => ({ headers: zendeskSigned(body, { secret: "" }) })],
    [
      "is signed with the secret decoded from base64",
      () => ({
        headers: zendeskSigned(body, { secret: Buffer.from(zendeskSecret, "base64").toString("latin1") }),
      }),
    ],
    ["has the first half of a signature", () => ({ headers: { [signature]: good().slice(0, 22) } })],
    ["has a signature without its padding", () => ({ headers: { [signature]: good().slice(0, -1) } })],
    ["has a signature in small letters", () => ({ headers: { [signature]: good().toLowerCase() } })],
    [
      "has a signature in hexadecimal",
      () => ({ headers: { [signature]: Buffer.from(good(), "base64").toString("hex") } }),
    ],
    ["has a signature that is not ASCII", () => ({ headers: { [signature]: `${"é".repeat(43)}=` } })],
    [
      "is signed as accounting signs",
      () => ({ headers: { [signature]: undefined, "webhook-signature": `v1,${good()}` } }),
    ],
  ])("(it %s) is refused, and goes no further", async (_, alter) => {
    const { body: sent = body, headers = {} } = alter();

    const response = await sendAsZendesk(under, sent, { headers: { ...zendeskSigned(body), ...headers } });

    expect(refusalOf(response)).toEqual(refusal(401, "invalid-signature"));
    expect(under.messages).toEqual([]);
  });

  it.each<[string, string, string]>([
    ["its timestamp into its body", "2026-11-20T15:05:00", `Z${body}`],
    ["its body into its timestamp", `2026-11-20T15:05:00Z${body.slice(0, 4)}`, body.slice(4)],
    ["a fraction into its body", "2026-11-20T15:05:00Z", `.5Z${body}`],
  ])("cannot move a part of %s", async (_, moved, rest) => {
    const response = await sendAsZendesk(under, rest, {
      headers: { ...zendeskSigned(body), [timestamp]: moved },
    });

    expect(refusalOf(response)).toEqual(refusal(401, "invalid-signature"));
  });

  it("is refused for its signature even if it could not be read", async () => {
    const response = await sendAsZendesk(under, `{"type": `, { secret: "another" });

    expect(refusalOf(response)).toEqual(refusal(401, "invalid-signature"));
  });

  it("cannot pass bytes that are not UTF-8 off as others", async () => {
    const [one, other] = [0xff, 0xfe].map((byte) =>
      Buffer.concat([Buffer.from(`{"type": "`), Buffer.from([byte]), Buffer.from(`"}`)]),
    ) as [Buffer, Buffer];

    const response = await sendAsZendesk(under, other, { headers: zendeskSigned(one) });

    expect(refusalOf(response)).toEqual(refusal(401, "invalid-signature"));
  });
});

describe("while a secret is being replaced", () => {
  it.each(["the old", "the new"])("an event signed with %s one is accepted", async (secret) => {
    await using under = await startApp({ zendeskSecrets: ["the old", "the new"] });

    const response = await sendAsZendesk(under, event, { secret });

    expect(response.statusCode).toBe(202);
  });

  it("an event signed with a third is refused", async () => {
    await using under = await startApp({ zendeskSecrets: ["the old", "the new"] });

    const response = await sendAsZendesk(under, event, { secret: "a third" });

    expect(refusalOf(response)).toEqual(refusal(401, "invalid-signature"));
  });
});

describe("a secret that is empty", () => {
  it.each([[[]], [[""]], [["", zendeskSecret]]])("among %j fits nothing", async (zendeskSecrets) => {
    await using under = await startApp({ zendeskSecrets });

    const response = await sendAsZendesk(under, event, { secret: "" });

    expect(refusalOf(response)).toEqual(refusal(401, "invalid-signature"));
  });
});

describe("while Zendesk's clock is off", () => {
  it.each([-300, -299, 0, 299, 300])("by %d seconds its events are accepted", async (seconds) => {
    await using under = await startApp();

    const response = await sendAsZendesk(under, event, { at: new Date(now.getTime() + seconds * 1000) });

    expect(response.statusCode).toBe(202);
  });

  it.each([-86_400, -301, 301, 86_400])("by %d seconds they are refused", async (seconds) => {
    await using under = await startApp();

    const response = await sendAsZendesk(under, event, { at: new Date(now.getTime() + seconds * 1000) });

    expect(refusalOf(response)).toEqual(refusal(401, "timestamp-out-of-tolerance"));
    expect(under.messages).toEqual([]);
  });

  it("an event of long ago may be sent, signed now", async () => {
    await using under = await startApp();

    const response = await sendAsZendesk(under, { ...event, time: "2019-01-01T00:00:00Z" });

    expect(response.statusCode).toBe(202);
  });
});
