import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { endingOfError, endingOfOutcome, pauseAfter } from "../../src/jobs/ending.ts";
import { cancel, conflict, done, type Outcome, snooze } from "../../src/jobs/outcome.ts";
import type { Ending } from "../../src/jobs/ports.ts";
import {
  AccessLost,
  BadAnswer,
  type Exchange,
  Rejected,
  Throttled,
  Unreachable,
} from "../../src/jobs/refusals.ts";

const now = DateTime.fromISO("2026-11-20T15:00:00.000Z", { zone: "utc" });
const exchange: Exchange = { method: "PUT", path: "/api/v2/organizations/7001", status: 422, answer: "no" };

const about = { sides: [{ title: "Accounting", values: { name: "Acme" } }] };

/** With the time as text, so that it can be written down. */
function written(ending: Ending): object {
  return ending.kind === "wait" ? { ...ending, until: ending.until.toISO() } : ending;
}

describe("what an outcome means for a job", () => {
  it.each<[string, Outcome, object]>([
    ["done", done, { kind: "done" }],
    [
      "not now",
      snooze(now.plus({ seconds: 3 }), "gathering"),
      { kind: "wait", until: "2026-11-20T15:00:03.000Z", cause: "gathering" },
    ],
    [
      "a conflict",
      conflict("organization-shared", "it is already that of client C-2", about),
      {
        kind: "conflict",
        cause: "organization-shared",
        detail: { message: "it is already that of client C-2" },
        about,
      },
    ],
    [
      "a conflict that Zendesk told us of",
      conflict("name-taken", "the name is taken", about, exchange),
      { kind: "conflict", cause: "name-taken", detail: { message: "the name is taken", exchange }, about },
    ],
    [
      "impossible",
      cancel("catalogue", "segment is not in the catalogue"),
      { kind: "failed", cause: "catalogue", detail: { message: "segment is not in the catalogue" } },
    ],
  ])("%s", (_what, outcome, ending) => {
    expect(written(endingOfOutcome(outcome))).toEqual(ending);
  });
});

const unreachable = new Unreachable("zendesk did not answer", "zendesk-timeout");
const badAnswer = new BadAnswer("zendesk answered 500", "zendesk-500", exchange);
const accessLost = new AccessLost("zendesk answered 401", 401, exchange);
const forbidden = new AccessLost("zendesk answered 403", 403, exchange);
const rejected = new Rejected("zendesk answered 422", {
  status: 422,
  code: "zendesk-422:name",
  fields: { name: ["BlankValue"] },
  exchange,
});
const throttled = new Throttled("zendesk answered 429", 42_000, "account");
const throttledShortly = new Throttled("zendesk answered 429", 500, "key");
const bug = new TypeError("undefined is not a function");

describe("what an error means for a job", () => {
  it.each<[string, unknown, number, number, object]>([
    // Zendesk is away: soon, then seldom, for as long as it takes.
    ["away, first attempt, least chance", unreachable, 1, 0, retry(250, "zendesk-timeout")],
    ["away, first attempt, most chance", unreachable, 1, 1, retry(500, "zendesk-timeout")],
    ["away, sixth attempt, least chance", unreachable, 6, 0, retry(8000, "zendesk-timeout")],
    ["away, sixth attempt, most chance", unreachable, 6, 1, retry(16_000, "zendesk-timeout")],
    ["away, seventh attempt, least chance", unreachable, 7, 0, wait("15:00:15.000", "zendesk-timeout")],
    ["away, seventh attempt, most chance", unreachable, 7, 1, wait("15:00:30.000", "zendesk-timeout")],
    ["away, hundredth attempt", unreachable, 100, 0.5, wait("15:00:22.500", "zendesk-timeout")],
    // Zendesk answers strangely: for a quarter of an hour, then a person looks.
    ["strange, first attempt, least chance", badAnswer, 1, 0, retryWith(250, "zendesk-500")],
    ["strange, first attempt, most chance", badAnswer, 1, 1, retryWith(500, "zendesk-500")],
    ["strange, eleventh attempt, most chance", badAnswer, 11, 1, retryWith(300_000, "zendesk-500")],
    ["strange, twelfth attempt", badAnswer, 12, 0, failedWith("zendesk-500", "zendesk answered 500")],
    ["strange, thirteenth attempt", badAnswer, 13, 1, failedWith("zendesk-500", "zendesk answered 500")],
    // Zendesk says no: a person looks at once.
    ["no, first attempt", rejected, 1, 0, failedWith("zendesk-422:name", "zendesk answered 422")],
    ["no, twelfth attempt", rejected, 12, 1, failedWith("zendesk-422:name", "zendesk answered 422")],
    // Zendesk does not know us: nothing is the job's fault.
    ["unknown to Zendesk, first attempt", accessLost, 1, 0, waitWith("15:00:30.000", "zendesk-401")],
    ["unknown to Zendesk, twelfth attempt", accessLost, 12, 1, waitWith("15:00:30.000", "zendesk-401")],
    ["not allowed", forbidden, 1, 0, waitWith("15:00:30.000", "zendesk-403")],
    // Zendesk asks us to wait: so we do, and up to a second more.
    ["too fast, least chance", throttled, 1, 0, wait("15:00:42.000", "throttled")],
    ["too fast, most chance", throttled, 1, 1, wait("15:00:43.000", "throttled")],
    ["too fast, twelfth attempt", throttled, 12, 0, wait("15:00:42.000", "throttled")],
    ["too fast by half a second, most chance", throttledShortly, 1, 1, wait("15:00:01.000", "throttled")],
    // Our own bugs, and the database: as strange answers.
    ["a bug, first attempt, least chance", bug, 1, 0, retry(250, "unexpected")],
    ["a bug, twelfth attempt", bug, 12, 0, failed("unexpected", "undefined is not a function")],
    ["no error at all", "thrown text", 12, 0, failed("unexpected", "thrown text")],
    ["nothing at all", undefined, 12, 0, failed("unexpected", "undefined")],
  ])("%s", (_what, err, attempt, chance, ending) => {
    expect(written(endingOfError(err, attempt, now, chance))).toEqual(ending);
  });

  function detailFor(cause: string): { message: string } {
    const messages: Record<string, string> = {
      "zendesk-timeout": "zendesk did not answer",
      "zendesk-500": "zendesk answered 500",
      "zendesk-401": "zendesk answered 401",
      "zendesk-403": "zendesk answered 403",
      throttled: "zendesk answered 429",
      unexpected: "undefined is not a function",
    };
    return { message: messages[cause] ?? "" };
  }

  function retry(afterMs: number, cause: string): object {
    return { kind: "retry", afterMs, cause, detail: detailFor(cause) };
  }
  function retryWith(afterMs: number, cause: string): object {
    return { kind: "retry", afterMs, cause, detail: { ...detailFor(cause), exchange } };
  }
  function wait(time: string, cause: string): object {
    return { kind: "wait", until: `2026-11-20T${time}Z`, cause, detail: detailFor(cause) };
  }
  function waitWith(time: string, cause: string): object {
    return { kind: "wait", until: `2026-11-20T${time}Z`, cause, detail: { ...detailFor(cause), exchange } };
  }
  function failed(cause: string, message: string): object {
    return { kind: "failed", cause, detail: { message } };
  }
  function failedWith(cause: string, message: string): object {
    return { kind: "failed", cause, detail: { message, exchange } };
  }
});

describe("what makes everybody stop calling Zendesk for a while", () => {
  it.each<[string, unknown, object | undefined]>([
    ["lost access", accessLost, { forMs: 30_000, reason: "zendesk answered 401" }],
    ["no permission", forbidden, { forMs: 30_000, reason: "zendesk answered 403" }],
    ["a used up allowance of the account", throttled, { forMs: 42_000, reason: "zendesk answered 429" }],
    ["not: a used up allowance of one organization", throttledShortly, undefined],
    ["not: an outage", unreachable, undefined],
    ["not: a strange answer", badAnswer, undefined],
    ["not: a no", rejected, undefined],
    ["not: a bug", bug, undefined],
    ["not: success", undefined, undefined],
  ])("%s", (_what, err, pause) => {
    expect(pauseAfter(err)).toEqual(pause);
  });
});
