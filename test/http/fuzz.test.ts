import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Kind } from "../support/accounting.ts";
import { signed } from "../support/signed.ts";
import { type AppUnderTest, notification, send, startApp } from "./app-under-test.ts";

let under: AppUnderTest;
beforeAll(async () => (under = await startApp()));
afterAll(async () => await under.app.close());

const kind = fc.constantFrom<Kind>("new-client", "assignments", "segment-changes");
const fields = [
  "clientId",
  "name",
  "segment",
  "vertical",
  "domains",
  "occurredAt",
  "effectiveAt",
  "changeSetId",
  "changes",
  "serviceLevel",
  "seoAnalyst",
  "__proto__",
  "constructor",
  "toString",
];
const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    "C-1",
    "VIP",
    "2026-11-20T15:04:05Z",
    null,
    ["acme.example"],
    "\ud800",
    "\u0000",
    "",
  ),
  fc.array(
    fc.record(
      { clientId: fc.constantFrom("C-1", "C-2"), segment: fc.constantFrom("VIP", "?") },
      { requiredKeys: [] },
    ),
  ),
);
const nearlyAMessage = fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 8 });

describe("whatever accounting signs", () => {
  it("is answered, and never with a failure of ours: bytes", async () => {
    await fc.assert(
      fc.asyncProperty(kind, fc.uint8Array({ maxLength: 200 }), async (one, bytes) => {
        const response = await send(under, Buffer.from(bytes), { kind: one });

        expect([202, 400, 422]).toContain(response.statusCode);
      }),
      { numRuns: 200 },
    );
  });

  it("is answered, and never with a failure of ours: JSON that is almost a message", async () => {
    await fc.assert(
      fc.asyncProperty(kind, nearlyAMessage, async (one, message) => {
        const response = await send(under, JSON.stringify(message), { kind: one });

        expect([202, 422]).toContain(response.statusCode);
      }),
      { numRuns: 300 },
    );
  });
});

type Request = { readonly body: Buffer; readonly headers: Readonly<Record<string, string>> };

const alteration = fc.oneof(
  fc.record({ kind: fc.constant("flip" as const), at: fc.nat(), bit: fc.nat(7) }),
  fc.record({ kind: fc.constant("cut" as const), at: fc.nat() }),
  fc.record({ kind: fc.constant("insert" as const), at: fc.nat(), byte: fc.nat(255) }),
  fc.record({
    kind: fc.constant("header" as const),
    name: fc.constantFrom("webhook-id", "webhook-timestamp", "webhook-signature"),
    at: fc.nat(),
    sign: fc.stringMatching(/^[\x20-\x7e]$/),
  }),
);

type Alteration = typeof alteration extends fc.Arbitrary<infer One> ? One : never;

/** The request with one thing changed. */
function altered({ body, headers }: Request, change: Alteration): Request {
  switch (change.kind) {
    case "flip": {
      const at = change.at % body.length;
      return { headers, body: Buffer.from(body.with(at, (body[at] ?? 0) ^ (1 << change.bit))) };
    }
    case "cut":
      return { headers, body: body.subarray(0, change.at % body.length) };
    case "insert": {
      const at = change.at % (body.length + 1);
      return {
        headers,
        body: Buffer.concat([body.subarray(0, at), Buffer.from([change.byte]), body.subarray(at)]),
      };
    }
    case "header": {
      const old = headers[change.name] ?? "";
      const at = change.at % old.length;
      return {
        body,
        headers: { ...headers, [change.name]: old.slice(0, at) + change.sign + old.slice(at + 1) },
      };
    }
  }
}

function isUnchanged(one: Request, other: Request): boolean {
  return one.body.equals(other.body) && JSON.stringify(one.headers) === JSON.stringify(other.headers);
}

describe("whatever happens to a signed message on its way", () => {
  it("it is refused, and the inbox does not hear of it", async () => {
    const body = Buffer.from(JSON.stringify({ ...notification, name: "Café \ufffd" }));
    const sent = { body, headers: signed(body, { id: "msg_2026" }) };
    const heardBefore = under.messages.length;

    await fc.assert(
      fc.asyncProperty(alteration, async (change) => {
        const arrived = altered(sent, change);
        fc.pre(!isUnchanged(sent, arrived));

        const response = await send(under, arrived.body, { headers: arrived.headers });

        expect(response.statusCode).toBe(401);
      }),
      { numRuns: 300 },
    );
    expect(under.messages.length).toBe(heardBefore);
  });
});
