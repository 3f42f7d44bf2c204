import { DateTime } from "luxon";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import {
  type Attempt,
  attemptBulk,
  attemptKey,
  type AttemptPorts,
  type PerformAll,
} from "../../src/jobs/attempt.ts";
import type { End } from "../../src/jobs/ends.ts";
import { cancel, conflict, done, type Outcome, snooze } from "../../src/jobs/outcome.ts";
import type { Ending, Lease, ManyWork, Urgency, Work, WorkKey } from "../../src/jobs/ports.ts";
import { AccessLost, LeaseLost, Rejected, Throttled, Unreachable } from "../../src/jobs/refusals.ts";

const now = DateTime.fromISO("2026-11-20T15:00:00.000Z", { zone: "utc" });
const key: WorkKey = { kind: "reconcile-client", key: "C-1" };
const lease: Lease = { ...key, version: 7n, epoch: 2n, attempts: 0 };

function leaseOn(name: string): Lease {
  return { ...lease, key: name };
}

type Settled = "settled" | "again" | "lost";

/** A work table of one row that is `held` by nobody else, unless said otherwise. */
function workOf(
  row: {
    taken?: Lease | undefined;
    due?: Partial<Record<Urgency, readonly Lease[]>>;
    settles?: Settled | Readonly<Record<string, Settled>>;
    holds?: boolean;
  } = {},
): Work &
  ManyWork & {
    readonly endings: readonly Ending[];
    readonly settled: readonly string[];
    readonly doubts: readonly string[];
    readonly asked: readonly string[];
    /** The keys of each holding. */
    readonly held: readonly (readonly string[])[];
  } {
  const endings: Ending[] = [];
  const settled: string[] = [];
  const doubts: string[] = [];
  const asked: string[] = [];
  const held: string[][] = [];
  const work: ReturnType<typeof workOf> = {
    endings,
    settled,
    doubts,
    asked,
    held,
    take: async () => ("taken" in row ? row.taken : lease),
    async takeDue(kind, urgency, limit) {
      asked.push(`${limit} ${urgency} ${kind}`);
      return row.due?.[urgency] ?? [];
    },
    async holdAll(leases) {
      if (row.holds === false) throw new LeaseLost("the lease was lost");
      held.push(leases.map((one) => one.key));
    },
    async settleAll(all) {
      settled.push(...all.map(({ lease: { key: name } }) => name));
      endings.push(...all.map(({ ending }) => ending));
      return all.map(({ lease: { key: name } }) =>
        typeof row.settles === "object" ? (row.settles[name] ?? "settled") : (row.settles ?? "settled"),
      );
    },
    doubt: async (doubted) => void doubts.push(doubted.key),
  };
  return work;
}

function portsOf(work: Work & ManyWork, perform: PerformAll): AttemptPorts {
  return { work, perform, now: () => now, chance: () => 0 };
}

async function attemptAllWith(work: Work & ManyWork, perform: PerformAll): Promise<Attempt[]> {
  return await attemptKey(key, portsOf(work, perform));
}

/** The attempt of C-1, when its job ends like this. */
async function attemptWith(
  work: Work & ManyWork,
  perform: (key: string, hold: () => Promise<void>) => Promise<Outcome>,
): Promise<Attempt> {
  const [attempt, ...others] = await attemptAllWith(
    work,
    async (_leases, hold) => new Map([["C-1", await perform("C-1", hold)]]),
  );
  if (!attempt || others.length > 0) throw new Error("that was not one attempt");
  return attempt;
}

const allDone: PerformAll = async (leases) => new Map(leases.map(({ key: name }) => [name, done]));

describe("an attempt", () => {
  it("does nothing when there is nothing to do", async () => {
    const work = workOf({ taken: undefined });
    let isPerformed = false;

    const result = await attemptAllWith(work, async () => {
      isPerformed = true;
      return new Map();
    });

    expect(result).toEqual([]);
    expect(isPerformed).toBe(false);
    expect(work.asked).toEqual([]);
    expect(work.endings).toEqual([]);
  });

  it("tells the job its lease, and how to hold it", async () => {
    const work = workOf();
    const told: Lease[] = [];

    await attemptAllWith(work, async (leases, hold) => {
      told.push(...leases);
      await hold();
      return new Map([["C-1", done]]);
    });

    expect(told).toEqual([lease]);
    expect(work.held).toContainEqual(["C-1"]);
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
      conflict("name-taken", "the name is taken", { sides: [] }),
      {
        kind: "conflict",
        cause: "name-taken",
        detail: { message: "the name is taken" },
        about: { sides: [] },
      },
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

  it("that lost its lease before it wrote settles nothing, and nothing is doubted", async () => {
    const work = workOf({ holds: false });

    const result = await attemptWith(work, async (_key, hold) => {
      await hold();
      return done;
    });

    expect(result).toEqual({ lease, err: expect.any(LeaseLost), again: false });
    expect(work.endings).toEqual([]);
    expect(work.doubts).toEqual([]);
  });

  it("that cannot be settled fails: the sweep finds the key when its lease is over", async () => {
    const work = {
      ...workOf(),
      settleAll: async () => {
        throw new Error("the database is away");
      },
    };

    await expect(attemptWith(work, async () => done)).rejects.toThrow("the database is away");
  });
});

describe("attempts of many keys", () => {
  const many = { due: { live: [leaseOn("C-2"), leaseOn("C-3")] } };

  it("take along whatever other live work waits, up to a hundred in all", async () => {
    const work = workOf(many);
    const told: string[] = [];

    const attempts = await attemptAllWith(work, async (leases) => {
      told.push(...leases.map((one) => one.key));
      return await allDone(leases, async () => {});
    });

    expect(work.asked).toEqual(["99 live reconcile-client"]);
    expect(told).toEqual(["C-1", "C-2", "C-3"]);
    expect(attempts.map((attempt) => [attempt.lease.key, attempt.ending?.kind])).toEqual([
      ["C-1", "done"],
      ["C-2", "done"],
      ["C-3", "done"],
    ]);
  });

  it("of bulk work are of bulk work only, a hundred at a time", async () => {
    const work = workOf({ due: { bulk: [leaseOn("C-7"), leaseOn("C-8")], live: [leaseOn("C-2")] } });

    const attempts = await attemptBulk("reconcile-client", portsOf(work, allDone));

    expect(work.asked).toEqual(["100 bulk reconcile-client"]);
    expect(attempts.map((attempt) => attempt.lease.key)).toEqual(["C-7", "C-8"]);
  });

  it("of bulk work are none when there is none", async () => {
    const work = workOf();

    expect(await attemptBulk("reconcile-client", portsOf(work, allDone))).toEqual([]);
    expect(work.settled).toEqual([]);
  });

  it("end each in its own way, and one key's error leaves the others alone", async () => {
    const work = workOf(many);
    const refused = new Unreachable("zendesk did not answer", "zendesk-timeout");

    const attempts = await attemptAllWith(
      work,
      async () =>
        new Map<string, End>([
          ["C-3", snooze(now.plus({ seconds: 3 }), "gathering")],
          ["C-2", refused],
          ["C-1", done],
        ]),
    );

    expect(work.settled).toEqual(["C-1", "C-2", "C-3"]);
    expect(attempts).toMatchObject([
      { lease: { key: "C-1" }, ending: { kind: "done" } },
      { lease: { key: "C-2" }, ending: { kind: "retry", cause: "zendesk-timeout" }, err: refused },
      { lease: { key: "C-3" }, ending: { kind: "wait", cause: "gathering" } },
    ]);
    expect(work.doubts).toEqual([]);
  });

  it("know which of them has to be looked at again, and which was lost", async () => {
    const work = workOf({ ...many, settles: { "C-1": "lost", "C-3": "again" } });

    const attempts = await attemptAllWith(work, allDone);

    expect(attempts.map(({ again }) => again)).toEqual([false, false, true]);
    expect(work.doubts).toEqual(["C-1"]);
  });

  it("settle those whose leases hold, and doubt the one that may have written late", async () => {
    const work = workOf({ ...many, settles: { "C-2": "lost", "C-3": "again" } });

    const attempts = await attemptAllWith(
      work,
      async () =>
        new Map<string, End>([
          ["C-1", new LeaseLost("the lease was lost")],
          ["C-2", done],
          ["C-3", done],
        ]),
    );

    expect(work.settled).toEqual(["C-2", "C-3"]);
    expect(attempts.map(({ again }) => again)).toEqual([false, false, true]);
    expect(work.doubts).toEqual(["C-2"]);
  });

  it("all end with what is thrown", async () => {
    const work = workOf(many);
    const err = new Throttled("zendesk answered 429", 10_000, "account");

    const attempts = await attemptAllWith(work, async () => {
      throw err;
    });

    expect(attempts.map((attempt) => [attempt.ending?.kind, attempt.pause?.forMs])).toEqual(
      Array.from({ length: 3 }, () => ["wait", 10_000]),
    );
  });

  it("of a key that the job says nothing of are tried again", async () => {
    const [attempt] = await attemptAllWith(workOf(), async () => new Map());

    expect(attempt).toMatchObject({
      ending: { kind: "retry", cause: "unexpected", detail: { message: "the job said nothing of C-1" } },
    });
  });

  it("hold all leases while they are performed, and no longer", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const work = workOf(many);
    const { promise: performed, resolve } = Promise.withResolvers<void>();

    const attempting = attemptAllWith(work, async (leases) => {
      await performed;
      return await allDone(leases, async () => {});
    });
    await vi.advanceTimersByTimeAsync(9500);
    const heldMeanwhile = [...work.held];
    resolve();
    await attempting;
    await vi.advanceTimersByTimeAsync(60_000);

    expect(heldMeanwhile).toEqual(Array.from({ length: 3 }, () => ["C-1", "C-2", "C-3"]));
    expect(work.held).toHaveLength(3);
  });

  it("go on while the database is away for a beat", async () => {
    const work = {
      ...workOf(many),
      holdAll: async () => {
        throw new Error("the database is away");
      },
    };

    const attempts = await attemptAllWith(work, allDone);

    expect(attempts.map(({ ending }) => ending?.kind)).toEqual(["done", "done", "done"]);
  });
});
