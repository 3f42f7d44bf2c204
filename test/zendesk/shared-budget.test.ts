import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Urgency } from "../../src/jobs/ports.ts";
import { Throttled } from "../../src/jobs/refusals.ts";
import { createSlidingWindows } from "../../src/redis/sliding-windows.ts";
import { type Budget, createBudget } from "../../src/zendesk/budget.ts";
import { freshRedis } from "../support/databases.ts";

const pause = async (ms: number): Promise<void> => await new Promise((resolve) => setTimeout(resolve, ms));

describe("live and bulk work that share an account of 200 calls a minute, of which half is ours", () => {
  let redis: Redis;
  beforeAll(async () => (redis = new Redis((await freshRedis()).url)));
  afterAll(() => redis.disconnect());

  function budgetFor(urgency: Urgency, account: string, minuteMs = 60_000): Budget {
    return createBudget({
      meter: createSlidingWindows(redis, account),
      share: 0.5,
      urgency,
      minuteMs,
      patienceMs: 20,
      onError: () => {},
    });
  }

  const enter = async (budget: Budget): Promise<void> => await budget.enter("GET", "/api/v2/organizations");

  /** Enters until it is put off; answers how often it was let in. */
  async function useUp(budget: Budget): Promise<number> {
    for (let entered = 0; ; entered += 1) {
      try {
        await enter(budget);
      } catch (err) {
        if (err instanceof Throttled) return entered;
        throw err;
      }
    }
  }

  it("bulk work uses 80 of the 100, and live work finds the rest", async () => {
    const bulk = budgetFor("bulk", "both");
    const live = budgetFor("live", "both");

    expect(await useUp(bulk)).toBe(80);
    expect(await useUp(live)).toBe(20);
  });

  it("live work may use it all, and bulk work then waits", async () => {
    const bulk = budgetFor("bulk", "live first");
    const live = budgetFor("live", "live first");

    expect(await useUp(live)).toBe(100);
    expect(await useUp(bulk)).toBe(0);
  });

  it("what live work used counts against bulk work's part", async () => {
    const bulk = budgetFor("bulk", "mixed");
    const live = budgetFor("live", "mixed");
    for (let call = 0; call < 30; call += 1) await enter(live);

    expect(await useUp(bulk)).toBe(50);
    expect(await useUp(live)).toBe(20);
  });

  it("live work is never put off by bulk work that takes whatever it gets, for minutes on end", async () => {
    const minuteMs = 600;
    const bulks = [1, 2, 3].map(() => budgetFor("bulk", "storm", minuteMs));
    const live = budgetFor("live", "storm", minuteMs);
    const stopAt = performance.now() + 4 * minuteMs;
    let bulkCalls = 0;
    const storming = bulks.map(async (bulk) => {
      while (performance.now() < stopAt) {
        await enter(bulk).then(
          () => (bulkCalls += 1),
          async () => await pause(5),
        );
      }
    });

    const waits: number[] = [];
    while (performance.now() < stopAt) {
      const askedAt = performance.now();
      await enter(live);
      waits.push(performance.now() - askedAt);
      await pause(60);
    }
    await Promise.all(storming);

    expect(waits.length).toBeGreaterThan(20);
    expect(bulkCalls).toBeGreaterThan(120);
    expect(bulkCalls).toBeLessThanOrEqual(5 * 80);
  });
});
