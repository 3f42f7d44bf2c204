import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";

import { endingOfError } from "../../src/jobs/ending.ts";
import { AccessLost, Rejected, Throttled, Unreachable } from "../../src/jobs/refusals.ts";
import { type Answer, limitToWaitFor, refusalIn } from "../../src/zendesk/refusal.ts";
import { runs } from "../support/runs.ts";

const envelope = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      error: fc.oneof(fc.constantFrom("RecordInvalid", "UpdateConflict", "TooManyJobs"), fc.jsonValue()),
      description: fc.jsonValue(),
      details: fc.oneof(
        fc.jsonValue(),
        fc.dictionary(
          fc.constantFrom("name", "external_id", "base", "__proto__"),
          fc.oneof(
            fc.jsonValue(),
            fc.array(fc.record({ error: fc.constantFrom("DuplicateValue", "BlankValue") })),
          ),
        ),
      ),
      errors: fc.oneof(
        fc.jsonValue(),
        fc.array(fc.record({ code: fc.constantFrom("TooManyRequests", "x") })),
      ),
    },
    { requiredKeys: [] },
  ),
);
const answer: fc.Arbitrary<Answer> = fc
  .record({
    method: fc.constantFrom("GET", "PUT", "POST", "DELETE"),
    path: fc.constantFrom("/api/v2/organizations/7.json", "/api/v2/tickets/update_many.json"),
    request: fc.constant(undefined),
    status: fc.oneof(
      fc.constantFrom(200, 201, 204, 301, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504),
      fc.integer({ min: 200, max: 599 }),
    ),
    retryAfter: fc.option(fc.oneof(fc.nat().map(String), fc.string())),
    warning: fc.option(fc.string()),
    standings: fc.array(
      fc.record({
        scope: fc.constantFrom("account" as const, "tickets-update" as const),
        total: fc.nat(),
        remaining: fc.nat(2),
        resetSeconds: fc.option(fc.nat(60), { nil: undefined }),
      }),
      { maxLength: 2 },
    ),
    json: fc.option(envelope, { nil: undefined }),
  })
  .map((some) => ({ ...some, text: some.json === undefined ? "<html>" : JSON.stringify(some.json) }));

function endsOf(err: Error): readonly string[] {
  if (err instanceof Throttled || err instanceof AccessLost) return ["wait"];
  if (err instanceof Unreachable) return ["retry", "wait"];
  return err instanceof Rejected ? ["failed"] : ["retry", "failed"];
}

describe("whatever Zendesk answers", () => {
  it("means one thing, and of a success only that it cannot be read", () => {
    fc.assert(
      fc.property(answer, (given) => {
        const err = refusalIn(given);

        const isFine =
          given.status < 300 &&
          (given.status === 204 || (typeof given.json === "object" && given.json !== null));
        expect(err === undefined).toBe(isFine);
        expect(err instanceof AccessLost).toBe([401, 403].includes(given.status));
        expect(given.status === 429 && !(err instanceof Throttled)).toBe(false);
      }),
      runs(500),
    );
  });

  it("everybody waits only if somebody waits, and never longer than ten minutes", () => {
    fc.assert(
      fc.property(answer, (given) => {
        const err = refusalIn(given);

        const waitMs = err instanceof Throttled ? err.retryAfterMs : undefined;
        expect(limitToWaitFor(given) !== undefined && waitMs === undefined).toBe(false);
        expect(waitMs ?? 1000).toBeGreaterThanOrEqual(1000);
        expect(waitMs ?? 1000).toBeLessThanOrEqual(600_000);
      }),
      runs(500),
    );
  });

  it("the job ends in a way that the store can keep, and nothing that passes by itself stops it", () => {
    const now = DateTime.utc(2026, 11, 20);
    fc.assert(
      fc.property(
        answer,
        fc.integer({ min: 1, max: 30 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (given, attempt, chance) => {
          const err = refusalIn(given);
          fc.pre(err !== undefined);

          const ending = endingOfError(err, attempt, now, chance);

          expect(endsOf(err)).toContain(ending.kind);
          expect("cause" in ending && ending.cause).toMatch(/^[a-z]+(?:-[a-z0-9]+)*(?::.*)?$/s);
          expect(ending.kind === "wait" && ending.until < now).toBe(false);
        },
      ),
      runs(500),
    );
  });
});
