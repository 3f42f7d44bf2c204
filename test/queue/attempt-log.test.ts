import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import type { Attempt } from "../../src/jobs/attempt.ts";
import { LeaseLost, Throttled } from "../../src/jobs/refusals.ts";
import { describeAttempt } from "../../src/queue/attempt-log.ts";
import { hearingLog, type Line } from "../support/hearing-log.ts";

const lease = { kind: "reconcile-client", key: "C-1", version: 7n, epoch: 2n, attempts: 3 } as const;
const until = DateTime.fromISO("2026-11-20T15:04:05Z", { zone: "utc" });
const common = {
  job_kind: "reconcile-client",
  job_key: "C-1",
  attempt: 4,
  version: "7",
  duration_ms: 12,
  msg: "job.attempted",
};

function lineOf(attempt: Attempt): Line | undefined {
  const { log, lines } = hearingLog();
  describeAttempt(log, attempt, 12.3);
  const [{ time: _time, ...line } = {}] = lines();
  return line;
}

describe("the line of an attempt", () => {
  it.each<[string, Attempt, Line]>([
    ["that did it", { lease, ending: { kind: "done" }, again: false }, { level: 30, ended: "done" }],
    [
      "after which something newer waits",
      { lease, ending: { kind: "done" }, again: true },
      { level: 30, ended: "done", again: true },
    ],
    [
      "that waits",
      { lease, ending: { kind: "wait", until, cause: "gathering" }, again: false },
      { level: 30, ended: "wait", cause: "gathering", until: "2026-11-20T15:04:05.000Z" },
    ],
    [
      "that a person must look at",
      {
        lease,
        ending: { kind: "conflict", cause: "name-taken", detail: { message: "the name is taken" } },
        again: false,
      },
      { level: 40, ended: "conflict", cause: "name-taken", reason: "the name is taken" },
    ],
    [
      "that failed without an error",
      {
        lease,
        ending: { kind: "failed", cause: "catalogue", detail: { message: "no such segment" } },
        again: false,
      },
      { level: 40, ended: "failed", cause: "catalogue", reason: "no such segment" },
    ],
  ])("%s", (_what, attempt, line) => {
    expect(lineOf(attempt)).toEqual({ ...common, ...line });
  });

  it("that will be tried again has the error and the wait", () => {
    const ending = {
      kind: "retry",
      afterMs: 750,
      cause: "unexpected",
      detail: { message: "broken" },
    } as const;

    const line = lineOf({ lease, ending, err: new Error("broken"), again: false });

    expect(line).toEqual({
      ...common,
      level: 40,
      ended: "retry",
      cause: "unexpected",
      retry_after_ms: 750,
      err: expect.objectContaining({ message: "broken" }),
    });
  });

  it("that was throttled is nothing to worry about, and says until when", () => {
    const err = new Throttled("zendesk answered 429", 10_000, "account");
    const ending = { kind: "wait", until, cause: "throttled", detail: { message: err.message } } as const;

    expect(lineOf({ lease, ending, err, again: false })).toMatchObject({
      level: 30,
      ended: "wait",
      cause: "throttled",
      until: "2026-11-20T15:04:05.000Z",
      reason: "zendesk answered 429",
    });
  });

  it("whose lease was lost says so", () => {
    expect(lineOf({ lease, err: new LeaseLost("the lease was lost"), again: false })).toMatchObject({
      level: 40,
      ended: "lost",
      err: { message: "the lease was lost" },
    });
  });

  it("says how long the work waited, how many calls it took, and which trace it belongs to", () => {
    const traced = {
      ...lease,
      waitedMs: 1234.5,
      traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    };

    expect(lineOf({ lease: traced, ending: { kind: "done" }, again: false, calls: 3 })).toEqual({
      ...common,
      level: 30,
      ended: "done",
      waited_ms: 1235,
      calls: 3,
      trace_id: "4bf92f3577b34da6a3ce929d0e0e4736",
    });
  });
});
