import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { eventDetail, zendeskEvent, zendeskSigned } from "../support/zendesk-sender.ts";
import { alterationOf, altered, isUnchanged } from "./altered-request.ts";
import { type AppUnderTest, sendAsZendesk, startApp } from "./app-under-test.ts";

let under: AppUnderTest;
beforeAll(async () => (under = await startApp()));
afterAll(async () => await under.app.close());

const types = [
  "ticket.created",
  "ticket.x",
  "organization.created",
  "user.created",
  "",
  "\u0000",
  "__proto__",
];
const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>("35436", "0", "", null, 2 ** 53, "zen:ticket:1", "OPEN", "\ud800", "\u0000"),
);
const detail = fc
  .dictionary(fc.constantFrom(...Object.keys(eventDetail(1)), "__proto__", "constructor"), value)
  .map((other) => eventDetail(35436, other));
const nearlyAnEvent = fc
  .tuple(
    fc.constantFrom(...types),
    fc.dictionary(
      fc.constantFrom("id", "time", "subject", "type", "ticket_id", "__proto__", "toString"),
      value,
    ),
    fc.oneof(detail, value),
  )
  .map(([type, other, shown]) => zendeskEvent(type, "ticket:35436", { detail: shown, ...other }));
const nearlyATrigger = fc.dictionary(
  fc.constantFrom("ticket_id", "id", "type", "__proto__", "constructor"),
  value,
);

describe("whatever Zendesk signs", () => {
  it("is taken: bytes, which cannot be read", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const response = await sendAsZendesk(under, Buffer.from(bytes));

        expect(response.statusCode).toBe(202);
        expect(under.messages.at(-1)).toMatchObject({ kind: "unreadable", signal: { kind: "unreadable" } });
      }),
      { numRuns: 200 },
    );
  });

  it("is taken: JSON that is almost an event, or almost what a trigger writes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(nearlyAnEvent, nearlyATrigger, fc.jsonValue()), async (body) => {
        const response = await sendAsZendesk(under, JSON.stringify(body));

        expect(response.statusCode).toBe(202);
      }),
      { numRuns: 400 },
    );
  });

  it("shows no ticket that a database could not keep", async () => {
    const unkept = eventDetail(35436, { subject: "\u0000", description: "\ud83d" });
    const event = zendeskEvent("ticket.created", "ticket:35436", { detail: unkept });
    await sendAsZendesk(under, JSON.stringify(event));
    const shown = under.messages.flatMap(({ signal }) => (signal?.kind === "ticket" ? [signal] : []));

    expect(shown.some(({ seen }) => seen !== null)).toBe(true);
    expect(shown.every((signal) => Number.isSafeInteger(signal.ticketId) && signal.ticketId > 0)).toBe(true);
    expect(shown.every(({ seen }) => !JSON.stringify(seen).match(/\\u0000|\\ud[89a-f]/))).toBe(true);
  });
});

describe("whatever happens to an event on its way", () => {
  it("it is refused, and the inbox does not hear of it", async () => {
    const body = Buffer.from(JSON.stringify(zendeskEvent("ticket.created", "ticket:35436")));
    const sent = { body, headers: zendeskSigned(body) };
    const heardBefore = under.messages.length;

    await fc.assert(
      fc.asyncProperty(
        alterationOf(["x-zendesk-webhook-signature", "x-zendesk-webhook-signature-timestamp"]),
        async (change) => {
          const arrived = altered(sent, change);
          fc.pre(!isUnchanged(sent, arrived));

          const response = await sendAsZendesk(under, arrived.body, { headers: arrived.headers });

          expect(response.statusCode).toBe(401);
        },
      ),
      { numRuns: 300 },
    );
    expect(under.messages.length).toBe(heardBefore);
  });
});
