import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { type Attempt, attempt, type Perform } from "../../src/jobs/attempt.ts";
import { cancel, conflict, done, snooze } from "../../src/jobs/outcome.ts";
import type { Ending, Lease, Work, WorkKey } from "../../src/jobs/ports.ts";
import { AccessLost, LeaseLost, Rejected, Throttled, Unreachable } from "../../src/jobs/refusals.ts";

const now = DateTime.fromISO("2026-11-20T15:00:00.000Z", { zone: "utc" });
const key: WorkKey = { kind: "reconcile-client", key: "C-1" };
const lease: Lease = { ...key, version: 7n, epoch: 2n, attempts: 0 };

/** A work table of one row that is `held` by nobody else, unless said otherwise. */
function workOf(
  row: { taken?: Lease | undefined; settles?: "settled" | "again" | "lost"; holds?: boolean } = {},
): Work & {
  readonly endings: readonly Ending[];
  readonly doubts: readonly string[];
  readonly holds: () => number;
} {
  const endings: Ending[] = [];
  const doubts: string[] = [];
  let held = 0;
  return {
    endings,
    doubts,
    holds: () => held,
    take: async () => ("taken" in row ? row.taken : lease),
    async hold() {
      if (row.holds === false) throw new LeaseLost("the lease was lost");
      held += 1;
    },
    async settle(_lease, ending) {
      endings.push(ending);
      return row.settles ?? "settled";
    },
    doubt: async (doubted) => void doubts.push(doubted.key),
  };
}

async function attemptWith(work: Work, perform: Perform): Promise<Attempt> {
  return await attempt(key, {
    work,
    jobs: { "reconcile-client": perform },
    now: () => now,
    chance: () => 0,
  });
}

describe("an attempt", () => {
  it("does nothing when there is nothing to do", async () => {
    const work = workOf({ taken: undefined });
    let isPerformed = false;

    const result = await attemptWith(work, async () => {
      isPerformed = true;
      return done;
    });

    expect(result).toEqual({ again: false });
    expect(isPerformed).toBe(false);
    expect(work.endings).toEqual([]);
  });

  it("tells the job its key, and how to hold it", async () => {
    const work = workOf();
    const told: string[] = [];

    await attemptWith(work, async (itsKey, hold) => {
      told.push(itsKey);
      await hold();
      return done;
    });

    expect(told).toEqual(["C-1"]);
    expect(work.holds()).toBe(1);
  });

  it("that did it settles as done", async () => {
    const work = workOf();

    const result = await attemptWith(work, async () => done);

    expect(result).toEqual({ lease, ending: { kind: "done" }, err: undefined, again: false });
    expect(work.endings).toEqual([{ kind: "done" }]);
  });

  it("says to look again when something newer came meanwhile", async () => {
    const result = await attemptWith(workOf({ settles: "again" }), async () => done);

    expect(result.again).toBe(true);
  });

  it("does not look again when somebody else holds the key by now", async () => {
    const work = workOf({ settles: "lost" });

    const result = await attemptWith(work, async () => done);

    expect(result.again).toBe(false);
    expect(work.doubts).toEqual(["C-1"]);
  });

  it.each([
    [
      "waits",
      snooze(now.plus({ seconds: 3 }), "gathering"),
      { kind: "wait", until: now.plus({ seconds: 3 }), cause: "gathering" },
    ],
    [
      "asks a person",
      conflict("name-taken", "the name is taken"),
      { kind: "conflict", cause: "name-taken", detail: { message: "the name is taken" } },
    ],
    [
      "gives up",
      cancel("catalogue", "no such segment"),
      { kind: "failed", cause: "catalogue", detail: { message: "no such segment" } },
    ],
  ])("%s when its job says so", async (_what, outcome, ending) => {
    const work = workOf();

    const result = await attemptWith(work, async () => outcome);

    expect(work.endings).toEqual([ending]);
    expect(result).toEqual({ lease, ending, err: undefined, again: false });
  });

  it("that fails is tried again, and shows the error", async () => {
    const work = workOf();
    const err = new Unreachable("zendesk did not answer", "zendesk-timeout");

    const result = await attemptWith(work, async () => {
      throw err;
    });

    const ending = {
      kind: "retry",
      afterMs: 250,
      cause: "zendesk-timeout",
      detail: { message: "zendesk did not answer" },
    };
    expect(work.endings).toEqual([ending]);
    expect(result).toEqual({ lease, ending, err, again: false });
  });

  it("after eleven failed ones is the twelfth, which is the last", async () => {
    const work = workOf({ taken: { ...lease, attempts: 11 } });

    await attemptWith(work, async () => {
      throw new Error("broken");
    });

    expect(work.endings).toEqual([{ kind: "failed", cause: "unexpected", detail: { message: "broken" } }]);
  });

  it("after ten failed ones is not the last", async () => {
    const work = workOf({ taken: { ...lease, attempts: 10 } });

    await attemptWith(work, async () => {
      throw new Error("broken");
    });

    expect(work.endings).toMatchObject([{ kind: "retry", cause: "unexpected" }]);
  });

  it.each([
    ["the account's allowance is used up", new Throttled("zendesk answered 429", 42_000, "account"), 42_000],
    ["access is lost", new AccessLost("zendesk answered 401", 401, { method: "GET", path: "/" }), 30_000],
  ])("asks everybody to pause when %s", async (_what, err, forMs) => {
    const result = await attemptWith(workOf(), async () => {
      throw err;
    });

    expect(result.pause).toEqual({ forMs, reason: err.message });
    expect(result.ending?.kind).toBe("wait");
  });

  it.each([
    ["one organization's allowance is used up", new Throttled("zendesk answered 429", 42_000, "key")],
    [
      "Zendesk says no",
      new Rejected("no", {
        status: 422,
        code: "zendesk-422",
        fields: {},
        exchange: { method: "PUT", path: "/" },
      }),
    ],
  ])("asks nobody to pause when %s", async (_what, err) => {
    const result = await attemptWith(workOf(), async () => {
      throw err;
    });

    expect(result).not.toHaveProperty("pause");
  });

  it("that lost its lease settles nothing", async () => {
    const work = workOf({ holds: false });

    const result = await attemptWith(work, async (_key, hold) => {
      await hold();
      return done;
    });

    expect(result).toEqual({ lease, err: expect.any(LeaseLost), again: false });
    expect(work.endings).toEqual([]);
    expect(work.doubts).toEqual(["C-1"]);
  });

  it("that cannot be settled fails: the sweep finds the key when its lease is over", async () => {
    const work: Work = {
      ...workOf(),
      settle: async () => {
        throw new Error("the database is away");
      },
    };

    await expect(attemptWith(work, async () => done)).rejects.toThrow("the database is away");
  });
});
