import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Kind } from "../support/accounting.ts";
import { signed } from "../support/signed.ts";
import { alterationOf, altered, isUnchanged } from "./altered-request.ts";
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

describe("whatever happens to a signed message on its way", () => {
  it("it is refused, and the inbox does not hear of it", async () => {
    const body = Buffer.from(JSON.stringify({ ...notification, name: "Café \ufffd" }));
    const sent = { body, headers: signed(body, { id: "msg_2026" }) };
    const heardBefore = under.messages.length;

    await fc.assert(
      fc.asyncProperty(
        alterationOf(["webhook-id", "webhook-timestamp", "webhook-signature"]),
        async (change) => {
          const arrived = altered(sent, change);
          fc.pre(!isUnchanged(sent, arrived));

          const response = await send(under, arrived.body, { headers: arrived.headers });

          expect(response.statusCode).toBe(401);
        },
      ),
      { numRuns: 300 },
    );
    expect(under.messages.length).toBe(heardBefore);
  });
});
