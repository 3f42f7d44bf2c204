import { describe, expect, it } from "vitest";

import { Throttled } from "../../src/jobs/refusals.ts";
import { type Budget, createBudget, type Meter, type Take } from "../../src/zendesk/budget.ts";
import type { Standing } from "../../src/zendesk/limits.ts";

/** A meter that answers what it is told to, then always yes, and remembers what it was asked. */
function meterAnswering(...waits: number[]): Meter & {
  readonly asked: readonly (readonly Take[])[];
  readonly shuts: readonly (readonly [string, number])[];
} {
  const asked: (readonly Take[])[] = [];
  const shuts: [string, number][] = [];
  return {
    asked,
    shuts,
    async take(takes) {
      asked.push(takes);
      return waits.shift() ?? 0;
    },
    shut: async (name, forMs) => void shuts.push([name, forMs]),
  };
}

function budgetOn(meter: Meter, share = 0.75): Budget {
  return createBudget({ meter, share, patienceMs: 200, onError: () => {} });
}

const account = (remaining: number, other: Partial<Standing> = {}): Standing[] => [
  { scope: "account", total: 700, remaining, resetSeconds: 30, ...other },
];

describe("a call", () => {
  it("counts as one of our share of the smallest plan until Zendesk has told ours", async () => {
    const meter = meterAnswering();

    await budgetOn(meter).enter("GET", "/api/v2/organizations.json");

    expect(meter.asked).toEqual([[{ name: "account", limit: 150, windowMs: 62_000 }]]);
  });

  it("counts as one of our share of what Zendesk has told", async () => {
    const meter = meterAnswering();
    const budget = budgetOn(meter);

    await budget.heed(account(600));
    await budget.enter("PUT", "/api/v2/tickets/7.json");

    expect(meter.asked).toEqual([
      [
        { name: "account", limit: 525, windowMs: 62_000 },
        { name: "tickets-update", limit: 75, windowMs: 62_000 },
        { name: "tickets-update-spread", limit: 7, windowMs: 6200 },
      ],
    ]);
  });

  it("waits for its turn as long as the meter says", async () => {
    const meter = meterAnswering(60, 20);
    const startedAt = performance.now();

    await budgetOn(meter).enter("GET", "/api/v2/organizations.json");

    expect(meter.asked).toHaveLength(3);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(75);
  });

  it("is put off at once when its turn would not come within the patience", async () => {
    const meter = meterAnswering(30_000);

    const entering = budgetOn(meter).enter("GET", "/api/v2/organizations.json");

    await expect(entering).rejects.toThrow(Throttled);
    await expect(entering).rejects.toMatchObject({ retryAfterMs: 30_000, scope: "account" });
  });

  it.each([
    ["PUT", "/api/v2/tickets/7.json"],
    ["GET", "/api/v2/incremental/tickets/cursor.json"],
  ])("that has a limit of its own puts off only its own kind of work: %s %s", async (method, path) => {
    const entering = budgetOn(meterAnswering(30_000)).enter(method, path);

    await expect(entering).rejects.toMatchObject({ retryAfterMs: 30_000, scope: "key" });
  });

  it("that waits for a limit of its own does not hold up others", async () => {
    const meter: Meter = {
      take: async (takes) => (takes.length > 1 ? 150 : 0),
      shut: async () => {},
    };
    const budget = budgetOn(meter);
    let isOver = false;

    const waiting = budget
      .enter("PUT", "/api/v2/tickets/7.json")
      .catch(() => {})
      .finally(() => {
        isOver = true;
      });
    await budget.enter("GET", "/api/v2/organizations.json");

    expect(isOver).toBe(false);
    await waiting;
  });

  it("that came first goes first", async () => {
    const meter = meterAnswering(50);
    const budget = budgetOn(meter);
    const entered: string[] = [];

    await Promise.all(
      ["first", "second", "third"].map(async (name) => {
        await budget.enter("GET", "/api/v2/organizations.json");
        entered.push(name);
      }),
    );

    expect(entered).toEqual(["first", "second", "third"]);
  });

  it("is not held up by one before it that was put off", async () => {
    const meter = meterAnswering(30_000, 0);
    const budget = budgetOn(meter);

    const putOff = budget.enter("GET", "/api/v2/organizations.json").catch((err: unknown) => err);
    await budget.enter("GET", "/api/v2/organizations.json");

    expect(await putOff).toBeInstanceOf(Throttled);
  });

  it("is not made while the shared count is out of reach, and no attempt is used up", async () => {
    const told: unknown[] = [];
    const away: Meter = {
      take: async () => {
        throw new Error("connection is closed");
      },
      shut: async () => {
        throw new Error("connection is closed");
      },
    };
    const budget = createBudget({ meter: away, share: 1, onError: (err) => void told.push(err) });

    await expect(budget.enter("GET", "/api/v2/organizations.json")).rejects.toThrow(Throttled);
    await budget.shut("account", 1000);

    expect(told).toHaveLength(2);
  });
});

describe("a limit that Zendesk asks to wait for", () => {
  it("is shut for everybody, and no other is", async () => {
    const meter = meterAnswering();

    await budgetOn(meter).shut("tickets-update", 1000);

    expect(meter.shuts).toEqual([["tickets-update", 1000]]);
  });
});

describe("an answer that says the account is nearly used up", () => {
  it.each<[string, readonly Standing[], number, readonly (readonly [string, number])[]]>([
    ["shuts it for everybody until it is whole again", account(13), 0.75, [["account", 30_000]]],
    [
      "and does not say until when, shuts it for a minute",
      account(13, { resetSeconds: undefined }),
      0.75,
      [["account", 60_000]],
    ],
    ["does nothing while others have enough left", account(14), 0.75, []],
    ["does nothing when all of it is ours", account(0), 1, []],
    [
      "or one kind of calls, shuts only that",
      [{ scope: "tickets-update", total: 100, remaining: 1, resetSeconds: 40 }],
      0.75,
      [["tickets-update", 40_000]],
    ],
  ])("%s", async (_, standings, share, shuts) => {
    const meter = meterAnswering();

    await budgetOn(meter, share).heed(standings);

    expect(meter.shuts).toEqual(shuts);
  });
});

it("a total is told when Zendesk names another one", async () => {
  const told: (readonly [string, number])[] = [];
  const budget = createBudget({
    meter: meterAnswering(),
    share: 0.75,
    onTotal: (...total) => void told.push(total),
    onError: () => {},
  });

  for (const total of [700, 700, 400]) await budget.heed(account(300, { total }));

  expect(told).toEqual([
    ["account", 700],
    ["account", 400],
  ]);
});
