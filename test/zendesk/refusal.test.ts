import { describe, expect, it } from "vitest";
import { AccessLost, BadAnswer, Rejected, Throttled, Unreachable } from "../../src/jobs/refusals.ts";
import type { Scope } from "../../src/zendesk/limits.ts";
import { type Answer, limitToWaitFor, refusalIn } from "../../src/zendesk/refusal.ts";

const path = "/api/v2/organizations/7001.json";

/** An answer to an update of an organization. A body that is an object came as JSON, a text did not. */
function answered(status: number, body: unknown, other: Partial<Answer> = {}): Answer {
  return {
    method: "PUT",
    path,
    request: { organization: { name: "Acme" } },
    status,
    retryAfter: null,
    warning: null,
    standings: [],
    json: typeof body === "string" ? undefined : body,
    text: typeof body === "string" ? body : JSON.stringify(body),
    ...other,
  };
}

/** An error as far as it decides about what to do. */
function meaningOf(answer: Answer): string {
  const err = refusalIn(answer);
  if (err === undefined) return "fine";
  if (err instanceof Throttled) return `Throttled ${err.scope} ${err.retryAfterMs}`;
  if (err instanceof AccessLost) return `AccessLost ${err.status}`;
  if (err instanceof Unreachable || err instanceof BadAnswer || err instanceof Rejected)
    return `${err.name} ${err.code}`;
  return err.name;
}

const html502 = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body></body>\r\n</html>";
const perOrganization = { errors: [{ code: "TooManyRequests", title: "Too many requests to update" }] };
const perAccount = {
  error: "APIRateLimitExceeded",
  description: "Number of allowed API requests per minute exceeded",
};
const notFound = { error: "RecordNotFound", description: "Not found" };

function invalid(details: unknown): object {
  return { error: "RecordInvalid", description: "Record validation errors", details };
}

describe("an answer of Zendesk's", () => {
  it.each<[string, Answer, string]>([
    ["200 with JSON", answered(200, { organization: { id: 7001 } }), "fine"],
    ["201 with JSON", answered(201, { organization: { id: 7001 } }), "fine"],
    ["204 without anything", answered(204, ""), "fine"],
    ["200 with a list", answered(200, []), "fine"],
    ["200 with HTML", answered(200, "<html>back soon</html>"), "BadAnswer zendesk-bad-answer"],
    ["200 without anything", answered(200, ""), "BadAnswer zendesk-bad-answer"],
    [
      "200 without anything to a reordering",
      { ...answered(200, ""), path: "/api/v2/slas/policies/reorder.json" },
      "fine",
    ],
    ["200 with null", answered(200, null), "BadAnswer zendesk-bad-answer"],
    ["200 with half a JSON", answered(200, '{"organization":{"id":70'), "BadAnswer zendesk-bad-answer"],
    ["301", answered(301, "<html>moved</html>"), "BadAnswer zendesk-301"],
    ["302", answered(302, ""), "BadAnswer zendesk-302"],
    ["304", answered(304, ""), "BadAnswer zendesk-304"],

    [
      "400 with too many values",
      answered(400, { error: "TooManyValues", max_count: 100 }),
      "Rejected zendesk-400",
    ],
    ["400 as text", answered(400, "Required parameter missing: organization"), "Rejected zendesk-400"],
    [
      "400 with errors",
      answered(400, { errors: [{ code: "InvalidPaginationParameter", title: "…" }] }),
      "Rejected zendesk-400",
    ],
    ["401", answered(401, { error: "Couldn't authenticate you" }), "AccessLost 401"],
    ["401 with HTML", answered(401, "<html></html>"), "AccessLost 401"],
    [
      "403 with an object for an error",
      answered(403, { error: { title: "Forbidden", message: "You do not have access" } }),
      "AccessLost 403",
    ],
    ["404 of a record", answered(404, notFound), "Rejected zendesk-404"],
    ["404 of an address", answered(404, { error: "InvalidEndpoint" }), "Rejected zendesk-404"],
    ["404 with HTML", answered(404, "<html></html>"), "Rejected zendesk-404"],
    ["405", answered(405, ""), "Rejected zendesk-405"],
    ["409 of a safe update", answered(409, { error: "UpdateConflict", description: "…" }), "Outdated"],
    ["409 with JSON", answered(409, { error: "Conflict", description: "…" }), "BadAnswer zendesk-409"],
    ["409 as text", answered(409, "Requester creation collision"), "BadAnswer zendesk-409"],
    ["410", answered(410, ""), "Rejected zendesk-410"],
    ["413", answered(413, "Request Entity Too Large"), "Rejected zendesk-413"],

    [
      "422 of a name",
      answered(
        422,
        invalid({ name: [{ description: "Name: has already been taken", error: "DuplicateValue" }] }),
      ),
      "Rejected zendesk-422:name",
    ],
    [
      "422 of the record as a whole",
      answered(422, invalid({ base: [{ description: "is too old" }] })),
      "Rejected zendesk-422:base",
    ],
    ["422 without details", answered(422, { error: "RecordInvalid" }), "Rejected zendesk-422"],
    ["422 with null details", answered(422, invalid(null)), "Rejected zendesk-422"],
    ["422 with text details", answered(422, invalid("no")), "Rejected zendesk-422"],
    ["422 with listed details", answered(422, invalid([{ error: "no" }])), "Rejected zendesk-422"],
    ["422 with a null problem", answered(422, invalid({ name: null })), "Rejected zendesk-422:name"],
    ["422 with null problems", answered(422, invalid({ name: [null] })), "Rejected zendesk-422:name"],
    ["422 as text", answered(422, "Unprocessable Entity"), "Rejected zendesk-422"],
    ["422 with a null error", answered(422, { error: null }), "Rejected zendesk-422"],
    ["422 with a number", answered(422, 7), "Rejected zendesk-422"],

    ["500", answered(500, { error: "InternalServerError" }), "BadAnswer zendesk-500"],
    ["500 with HTML", answered(500, "<html></html>"), "BadAnswer zendesk-500"],
    ["501", answered(501, ""), "BadAnswer zendesk-501"],
    ["502 with HTML", answered(502, html502), "Unreachable zendesk-502"],
    ["503 without a time", answered(503, html502), "Unreachable zendesk-503"],
    ["503 with a time", answered(503, html502, { retryAfter: "30" }), "Throttled account 30000"],
    ["503 with a garbled time", answered(503, "", { retryAfter: "soon" }), "Throttled account 10000"],
    ["504", answered(504, ""), "Unreachable zendesk-504"],
    ["520", answered(520, ""), "BadAnswer zendesk-520"],
  ])("%s", (_what, answer, meaning) => {
    expect(meaningOf(answer)).toBe(meaning);
  });
});

describe("a 429", () => {
  it.each<[string, Answer, string]>([
    [
      "of the account, as text",
      answered(429, "You exceeded the number of requests", { retryAfter: "42" }),
      "Throttled account 42000",
    ],
    ["of the account, as JSON", answered(429, perAccount, { retryAfter: "42" }), "Throttled account 42000"],
    ["of one organization", answered(429, perOrganization, { retryAfter: "42" }), "Throttled key 42000"],
    [
      "that only looks like one organization's, for it was no update",
      answered(429, perOrganization, { method: "GET", retryAfter: "42" }),
      "Throttled account 42000",
    ],
    ["with other errors", answered(429, { errors: [{ code: "TooManyJobs" }] }), "Throttled account 10000"],
    ["with garbled errors", answered(429, { errors: [null, "no", { code: 7 }] }), "Throttled account 10000"],
    ["with errors that are no list", answered(429, { errors: "TooManyRequests" }), "Throttled account 10000"],
    ["without a time", answered(429, ""), "Throttled account 10000"],
  ])("%s", (_what, answer, meaning) => {
    expect(meaningOf(answer)).toBe(meaning);
  });

  it.each([
    ["93", 93_000],
    ["1", 1000],
    ["0", 1000],
    ["007", 7000],
    // The waits that make no sense: as long as Zendesk's own client waits.
    ["", 10_000],
    ["soon", 10_000],
    ["-5", 10_000],
    ["1.5", 10_000],
    ["0x10", 10_000],
    ["1e3", 10_000],
    ["NaN", 10_000],
    ["Infinity", 10_000],
    ["5, 5", 10_000],
    ["Fri, 20 Nov 2026 15:04:05 GMT", 10_000],
    // Allowances are renewed every minute, so nobody needs to wait for hours.
    ["600", 600_000],
    ["86400", 600_000],
    ["9".repeat(400), 600_000],
  ])("with Retry-After %j waits %i ms", (retryAfter, waitMs) => {
    expect(refusalIn(answered(429, "", { retryAfter }))).toMatchObject({ retryAfterMs: waitMs });
  });
});

describe("what an answer asks to wait for", () => {
  const standing = (scope: Scope, remaining: number): Pick<Answer, "standings"> => ({
    standings: [{ scope, total: 100, remaining, resetSeconds: 42 }],
  });
  const wait = { retryAfter: "42", ...standing("tickets-update", 0) };

  it.each<[string, Answer, Scope | undefined, string]>([
    ["of a 429 is the account", answered(429, "", { retryAfter: "42" }), "account", "account"],
    ["of a 429 is the limit that is used up", answered(429, "", wait), "tickets-update", "key"],
    [
      "of a 429 is the account when the call's own limit is not used up",
      answered(429, "", { retryAfter: "42", ...standing("tickets-update", 1) }),
      "account",
      "account",
    ],
    [
      "of a 429 is the account when that is used up",
      answered(429, "", { retryAfter: "42", ...standing("account", 0) }),
      "account",
      "account",
    ],
    [
      "of a 429 is no limit when it is about one record",
      answered(429, perOrganization, wait),
      undefined,
      "key",
    ],
    [
      "of a 429 is no limit when it is about bulk jobs",
      answered(429, { error: "TooManyJobs" }, wait),
      undefined,
      "key",
    ],
    ["of a 503 is the account, whatever is used up", answered(503, html502, wait), "account", "account"],
  ])("%s", (_what, answer, limit, scope) => {
    expect(limitToWaitFor(answer)).toBe(limit);
    expect(refusalIn(answer)).toMatchObject({ name: "Throttled", scope, retryAfterMs: 42_000 });
  });

  it.each([
    ["a 503 that names no time", answered(503, html502, standing("tickets-update", 0))],
    ["a 200", answered(200, {}, { retryAfter: "42", ...standing("tickets-update", 0) })],
  ])("is nothing for %s", (_what, answer) => {
    expect(limitToWaitFor(answer)).toBeUndefined();
  });
});

describe("a 422", () => {
  function fieldsOf(details: unknown): unknown {
    return (refusalIn(answered(422, invalid(details))) as Rejected).fields;
  }

  it.each<[string, unknown, object]>([
    [
      "names its codes by field",
      {
        name: [{ error: "DuplicateValue" }, { error: "BlankValue" }],
        external_id: [{ error: "DuplicateValue" }],
      },
      { name: ["DuplicateValue", "BlankValue"], external_id: ["DuplicateValue"] },
    ],
    [
      "may have a problem without a code",
      { status: [{ description: "closed prevents ticket update" }] },
      { status: ["Invalid"] },
    ],
    ["may have one problem that is in no list", { name: { error: "BlankValue" } }, { name: ["BlankValue"] }],
    ["may have a problem that is a text", { name: ["is too long"] }, { name: ["Invalid"] }],
    ["may have no problem at all", { name: [] }, { name: [] }],
    ["may have a code that is no text", { name: [{ error: { code: 7 } }] }, { name: ["Invalid"] }],
  ])("%s", (_what, details, fields) => {
    expect(fieldsOf(details)).toEqual(fields);
  });

  it.each<[string, unknown, boolean]>([
    ["the name is taken", { name: [{ error: "DuplicateValue" }] }, true],
    ["the name is blank", { name: [{ error: "BlankValue" }] }, false],
    ["the external id is taken", { external_id: [{ error: "DuplicateValue" }] }, false],
    ["the record is wrong", { base: [{ error: "DuplicateValue" }] }, false],
  ])("because %s", (_why, details, isTaken) => {
    const refusal = refusalIn(answered(422, invalid(details))) as Rejected;

    expect(refusal.isTaken("name")).toBe(isTaken);
  });
});

describe("the words of a refusal", () => {
  it.each<[string, Answer, string]>([
    [
      "say what was asked, and what Zendesk said",
      answered(404, notFound),
      `zendesk answered 404 to PUT ${path}: RecordNotFound, Not found`,
    ],
    [
      "contain the reason of a refused token",
      answered(401, { error: "invalid_token", error_description: "The access token has expired." }),
      `zendesk answered 401 to PUT ${path}: invalid_token, The access token has expired.`,
    ],
    [
      "contain an error that is an object",
      answered(403, { error: { title: "Forbidden", message: "no" } }),
      `zendesk answered 403 to PUT ${path}: {"title":"Forbidden","message":"no"}`,
    ],
    [
      "contain listed errors",
      answered(429, perOrganization),
      `zendesk answered 429 to PUT ${path}: [{"code":"TooManyRequests","title":"Too many requests to update"}]`,
    ],
    [
      "contain a page on one line",
      answered(502, html502),
      `zendesk answered 502 to PUT ${path}: <html> <head><title>502 Bad Gateway</title></head> <body></body> </html>`,
    ],
    ["end when there is nothing to say", answered(504, ""), `zendesk answered 504 to PUT ${path}`],
  ])("%s", (_what, answer, words) => {
    expect(refusalIn(answer)?.message).toBe(words);
  });

  it("are cut when Zendesk says too much", () => {
    expect(refusalIn(answered(500, "x".repeat(10_000)))?.message.length).toBeLessThan(600);
  });
});

describe("the exchange of a refusal", () => {
  it("is what was asked and what was answered, for the person who looks into it", () => {
    expect(refusalIn(answered(404, notFound))).toMatchObject({
      exchange: {
        method: "PUT",
        path,
        request: { organization: { name: "Acme" } },
        status: 404,
        answer: notFound,
      },
    });
  });

  it("has the beginning of an answer that is no JSON", () => {
    const refusal = refusalIn(answered(500, "x".repeat(10_000))) as BadAnswer;

    expect(refusal.exchange.answer).toBe("x".repeat(2000));
  });
});
