import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Kind } from "../support/accounting.ts";
import { type AppUnderTest, notification, refusal, refusalOf, send, startApp } from "./app-under-test.ts";

const reply = { clientId: "C-1042", occurredAt: "2026-11-20T16:00:00Z" };
const changeSet = {
  changeSetId: "2026-11",
  occurredAt: "2026-11-20T17:00:00Z",
  changes: [{ clientId: "C-1042", segment: "Key Account" }],
};
const sound: Record<Kind, object> = {
  "new-client": notification,
  assignments: reply,
  "segment-changes": changeSet,
};

const missing = "is missing";
const notText = /^Invalid input: expected string/;
const empty = "must not be empty; null clears a value";
const unprintable = "must not contain control characters";
const tooLong = /^Too big/;
const noSuchName = /^Invalid option: expected one of "VIP"\|"Key Account"\|"Corporate"\|"SMB"$/;
const noInstant = "must be a date and time with a zone, as in 2026-11-20T15:04:05Z";
const noDomain = "must be a domain name, as in acme.example";
const noComma = "must not contain a comma";

type Case = [part: object, path: string, message: string | RegExp];

/** What is wrong with a text, at the field of that name. */
function textCases(field: string, longest: number): Case[] {
  return [
    [{ [field]: 7 }, field, notText],
    [{ [field]: ["Acme"] }, field, notText],
    [{ [field]: { text: "Acme" } }, field, notText],
    [{ [field]: "" }, field, empty],
    [{ [field]: " \t " }, field, empty],
    [{ [field]: "A\u0000cme" }, field, unprintable],
    [{ [field]: "A\ncme" }, field, unprintable],
    [{ [field]: "A\u001b[31mcme" }, field, unprintable],
    [{ [field]: "A\u0085cme" }, field, unprintable],
    [{ [field]: "A\ud800cme" }, field, unprintable],
    [{ [field]: "A\udc00cme" }, field, unprintable],
    [{ [field]: "a".repeat(longest + 1) }, field, tooLong],
  ];
}

function requiredCases(field: string): Case[] {
  return [
    [{ [field]: undefined }, field, missing],
    [{ [field]: null }, field, /^Invalid/],
  ];
}

const clientIdCases: Case[] = [
  ...requiredCases("clientId"),
  ...textCases("clientId", 100),
  [{ clientId: "C-1,C-2" }, "clientId", noComma],
  [{ clientId: 1e3 }, "clientId", notText],
];

function instantCases(field: string): Case[] {
  return [
    [{ [field]: "yesterday" }, field, noInstant],
    [{ [field]: "" }, field, noInstant],
    [{ [field]: "2026-11-20" }, field, noInstant],
    [{ [field]: "2026-11-20T15:04:05" }, field, noInstant],
    [{ [field]: "2026-02-30T15:04:05Z" }, field, noInstant],
    [{ [field]: "2026-11-20T25:04:05Z" }, field, noInstant],
    [{ [field]: "2026-11-20T15:04:05.1234567890Z" }, field, noInstant],
    [{ [field]: "2026-11-20T15:04:05Z; drop table clients" }, field, noInstant],
    [{ [field]: 1795187045 }, field, notText],
  ];
}

const teamCases = ["seoAnalyst", "daAnalyst", "accountManager", "clientCenterId", "clientHubUrn"].flatMap(
  (field) => textCases(field, 255),
);

const cases: Record<Kind, Case[]> = {
  "new-client": [
    ...clientIdCases,
    ...requiredCases("name"),
    ...textCases("name", 255),
    ...requiredCases("segment"),
    ...["vip", "Platinum", "", "constructor", "__proto__", " VIP"].map((segment): Case => [
      { segment },
      "segment",
      noSuchName,
    ]),
    [{ segment: 1 }, "segment", noSuchName],
    ...textCases("vertical", 255),
    [{ domains: "acme.example" }, "domains", /expected array/],
    [{ domains: { 0: "acme.example" } }, "domains", /expected array/],
    [{ domains: ["acme.example", 7] }, "domains[1]", notText],
    [{ domains: [null] }, "domains[0]", notText],
    ...[
      "",
      "acme",
      "acme..example",
      ".example",
      "acme.example.",
      "-acme.example",
      "acme-.example",
      "ac me.example",
      "acme.e",
      "https://acme.example",
      "acme.example/path",
      "pat@acme.example",
      "acme.example,other.example",
      "acme.example\nother.example",
      "acme.example\u0000",
      "акме.example",
    ].map((domain): Case => [{ domains: ["ok.example", domain] }, "domains[1]", noDomain]),
    [{ domains: [`${"a".repeat(250)}.example`] }, "domains[0]", tooLong],
    [{ domains: Array.from({ length: 101 }, (_, one) => `d${one}.example`) }, "domains", tooLong],
    ...requiredCases("occurredAt"),
    ...instantCases("occurredAt"),
    ...teamCases,
  ],
  assignments: [
    ...clientIdCases,
    ...requiredCases("occurredAt"),
    ...instantCases("occurredAt"),
    ...teamCases,
  ],
  "segment-changes": [
    ...requiredCases("changeSetId"),
    ...textCases("changeSetId", 255),
    ...requiredCases("occurredAt"),
    ...instantCases("occurredAt"),
    ...instantCases("effectiveAt"),
    ...requiredCases("changes"),
    [{ changes: [] }, "changes", /^Too small/],
    [{ changes: { clientId: "C-1", segment: "VIP" } }, "changes", /expected array/],
    [{ changes: ["C-1"] }, "changes[0]", /expected object/],
    [{ changes: [[[[[]]]]] }, "changes[0]", /expected object/],
    [{ changes: [{ segment: "VIP" }] }, "changes[0].clientId", missing],
    [{ changes: [{ clientId: "C,1", segment: "VIP" }] }, "changes[0].clientId", noComma],
    [{ changes: [{ clientId: "C-1" }] }, "changes[0].segment", missing],
    [{ changes: [{ clientId: "C-1", segment: "Gold" }] }, "changes[0].segment", noSuchName],
    [{ changes: [{ clientId: "C-1", segment: null }] }, "changes[0].segment", noSuchName],
    [
      { changes: [{ clientId: "C-1", segment: "VIP", serviceLevel: "Gold" }] },
      "changes[0].serviceLevel",
      noSuchName,
    ],
    [
      {
        changes: [
          { clientId: "C-1", segment: "VIP" },
          { clientId: "C-2", segment: "VIP" },
          { clientId: " C-1 ", segment: "SMB" },
        ],
      },
      "changes[2].clientId",
      "stands in this change set twice",
    ],
  ],
};

describe.each(Object.keys(cases) as Kind[])("a message of the kind %s", (kind) => {
  let under: AppUnderTest;
  beforeAll(async () => (under = await startApp()));
  afterAll(async () => await under.app.close());

  it.each(cases[kind])("is not valid with %j: the complaint is about %s", async (part, path, message) => {
    const response = await send(under, { ...sound[kind], ...part }, { kind });

    expect(refusalOf(response)).toEqual(refusal(422, "invalid-message"));
    const { errors } = response.json<{ errors: { path: string; message: string }[] }>();
    expect(errors.map((complaint) => complaint.path)).toContain(path);
    expect(errors.find((complaint) => complaint.path === path)?.message).toMatch(message);
    expect(under.messages).toEqual([]);
  });

  it.each(["null", "[]", "7", `"text"`, "true"])("is not valid when it is %s", async (body) => {
    const response = await send(under, body, { kind });

    expect(refusalOf(response)).toEqual(refusal(422, "invalid-message"));
    expect(response.json<{ errors: object[] }>().errors).toEqual([
      { path: "", message: expect.stringContaining("expected object") },
    ]);
  });
});

describe("a message with several faults", () => {
  it("is told all of them at once", async () => {
    await using under = await startApp();

    const response = await send(
      under,
      { changeSetId: "2026-11", effectiveAt: "soon", changes: [{ clientId: "", segment: "Gold" }] },
      { kind: "segment-changes" },
    );

    expect(response.json<{ errors: { path: string }[] }>().errors.map(({ path }) => path)).toEqual([
      "occurredAt",
      "effectiveAt",
      "changes[0].clientId",
      "changes[0].segment",
    ]);
  });
});

describe("a body that cannot be read", () => {
  let under: AppUnderTest;
  beforeAll(async () => (under = await startApp()));
  afterAll(async () => await under.app.close());

  it.each([
    ["nothing", ""],
    ["white space", " \n"],
    ["a part of JSON", `{"clientId": "C-1"`],
    ["two values", "{}{}"],
    ["JSON with a comment", `{} // Acme`],
    ["a trailing comma", `{"clientId": "C-1",}`],
    ["single quotes", `{'clientId': 'C-1'}`],
    ["NaN", `{"clientId": NaN}`],
    ["a form", "clientId=C-1&name=Acme"],
    ["a NUL in a string", `{"clientId": "\u0000"}`],
    ["a NUL", "\u0000"],
    ["a byte order mark", `\uFEFF${JSON.stringify(notification)}`],
    ["bytes that are not UTF-8", Buffer.concat([Buffer.from(`{"clientId": "`), Buffer.from([0xff])])],
    ["Latin-1", Buffer.from(JSON.stringify({ ...notification, name: "Café" }), "latin1")],
    ["UTF-16", Buffer.from(JSON.stringify(notification), "utf16le")],
  ])("(%s) is refused as such", async (_, body) => {
    const response = await send(under, body);

    expect(refusalOf(response)).toEqual(refusal(400, "malformed-json"));
    expect(under.messages).toEqual([]);
  });

  it("is told where it stops making sense, without being quoted", async () => {
    const response = await send(under, `{"clientId": "C-1",\n "name" "Acme"}`);

    expect(response.json<{ detail: string }>().detail).toBe(
      "the body is not JSON in UTF-8 at position 28 (line 2 column 9)",
    );
  });
});

describe("a strange body", () => {
  it.each<[string, string, number]>([
    ["a hundred thousand arrays in each other", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, 422],
    ["a number that is infinite", `{"clientId": 1e999}`, 422],
    [
      "a deep value that means nothing to us",
      `{"x": ${"[".repeat(50_000)}${"]".repeat(50_000)}, ${JSON.stringify(notification).slice(1)}`,
      202,
    ],
    ["a key twice", `{"name": "Other", ${JSON.stringify(notification).slice(1)}`, 202],
    [
      "an infinite number that means nothing to us",
      `{"x": -1e999, ${JSON.stringify(notification).slice(1)}`,
      202,
    ],
  ])("(%s) does no harm", async (_, body, status) => {
    await using under = await startApp();

    const response = await send(under, body);

    expect(response.statusCode).toBe(status);
  });

  it("with a key twice says what it says last", async () => {
    await using under = await startApp();

    await send(under, `{"name": "Other", ${JSON.stringify(notification).slice(1)}`);

    expect(under.messages[0]?.statements[0]?.says.name).toBe("Acme Senior Living");
  });
});

describe("what a message says", () => {
  it("of a new client is everything in it", async () => {
    await using under = await startApp();

    await send(under, {
      ...notification,
      vertical: "Senior Living",
      domains: [" ACME.example "],
      seoAnalyst: "Dana Fox",
      daAnalyst: null,
    });

    expect(under.messages[0]).toMatchObject({
      source: "accounting",
      id: "msg_1",
      kind: "new-client",
      occurredAt: "2026-11-20T15:04:05.000000000Z",
      effectiveAt: null,
    });
    expect(under.messages[0]?.statements).toEqual([
      {
        clientId: "C-1042",
        messageId: "msg_1",
        occurredAt: "2026-11-20T15:04:05.000000000Z",
        says: {
          name: "Acme Senior Living",
          segment: "VIP",
          vertical: "Senior Living",
          domains: ["acme.example"],
          seoAnalyst: "Dana Fox",
          daAnalyst: null,
        },
      },
    ]);
  });

  it("in a reply is what it mentions, null included; what is absent stays unsaid", async () => {
    await using under = await startApp();

    await send(under, { ...reply, seoAnalyst: "Dana Fox", daAnalyst: null }, { kind: "assignments" });

    expect(under.messages[0]?.statements).toEqual([
      {
        clientId: "C-1042",
        messageId: "msg_1",
        occurredAt: "2026-11-20T16:00:00.000000000Z",
        says: { seoAnalyst: "Dana Fox", daAnalyst: null },
      },
    ]);
  });

  it("in a change set is a segment for each client, and the level of the segment unless it is set apart", async () => {
    await using under = await startApp();
    const changes = [
      { clientId: "C-1", segment: "Key Account" },
      { clientId: "C-2", segment: "SMB", serviceLevel: "Corporate" },
      { clientId: "C-3", segment: "SMB", serviceLevel: null },
    ];

    await send(under, { ...changeSet, changes }, { kind: "segment-changes" });

    expect(under.messages[0]?.changeSetId).toBe("2026-11");
    expect(under.messages[0]?.statements.map(({ clientId, says }) => [clientId, says])).toEqual([
      ["C-1", { segment: "Key Account", serviceLevel: null }],
      ["C-2", { segment: "SMB", serviceLevel: "Corporate" }],
      ["C-3", { segment: "SMB", serviceLevel: null }],
    ]);
  });

  it.each([
    ["2126-12-01T00:00:00-08:00", "2126-12-01T08:00:00.000000000Z"],
    ["2020-12-01T00:00:00-08:00", null],
    [null, null],
    [undefined, null],
  ])("in a change set for %j takes effect at %j", async (effectiveAt, expected) => {
    await using under = await startApp();

    await send(under, { ...changeSet, effectiveAt }, { kind: "segment-changes" });

    expect(under.messages[0]?.effectiveAt).toBe(expected);
  });

  it.each([
    "O'Brien & Söhne",
    `"Quoted" \\ back`,
    "株式会社アクメ",
    "👩‍👩‍👧 Family 🏳️‍🌈",
    "line\u2028and\u2029paragraph",
    "%s ${jndi:ldap://x} <script>",
    "x".repeat(255),
  ])("keeps the name %j as it is", async (name) => {
    await using under = await startApp();

    const response = await send(under, { ...notification, name });

    expect(response.statusCode).toBe(202);
    expect(under.messages[0]?.statements[0]?.says.name).toBe(name);
  });
});

describe("two messages with one id", () => {
  const digestOf = async (body: object | string): Promise<string | undefined> => {
    await using under = await startApp();
    await send(under, body);
    return under.messages[0]?.digest;
  };

  it.each<[string, object | string]>([
    ["in another order", Object.fromEntries(Object.entries(notification).toReversed())],
    ["with more white space", JSON.stringify(notification, null, 2)],
    ["with the moment in another zone", { ...notification, occurredAt: "2026-11-20T16:04:05.000+01:00" }],
    ["with a key that means nothing to us", { ...notification, traceId: "a1" }],
  ])("are the same message %s", async (_, other) => {
    expect(await digestOf(other)).toBe(await digestOf(notification));
  });

  it.each<[string, object]>([
    ["another segment", { ...notification, segment: "SMB" }],
    ["a field more", { ...notification, vertical: "Retail" }],
    ["a field cleared", { ...notification, vertical: null }],
    ["another moment", { ...notification, occurredAt: "2026-11-20T15:04:06Z" }],
  ])("are not the same message with %s", async (_, other) => {
    expect(await digestOf(other)).not.toBe(await digestOf(notification));
  });
});
