import type { Redis } from "ioredis";
import { describe, expect, it } from "vitest";

import { createSlidingWindows } from "../../src/redis/sliding-windows.ts";
import { twoConnections } from "../support/two-connections.ts";

const pause = async (ms: number): Promise<void> => await new Promise((resolve) => setTimeout(resolve, ms));

describe("counts that all processes share", () => {
  it("let through as many as the limit, then say how long to wait", async () => {
    const [one] = await twoConnections();
    const windows = createSlidingWindows(one, "few");
    const take = async (): Promise<number> =>
      await windows.take([{ name: "account", limit: 2, windowMs: 60_000 }]);

    expect([await take(), await take()]).toEqual([0, 0]);
    const wait = await take();

    expect(wait).toBeGreaterThan(59_000);
    expect(wait).toBeLessThanOrEqual(60_001);
  });

  it("take none of anything when one of several is used up", async () => {
    const [one] = await twoConnections();
    const windows = createSlidingWindows(one, "both");
    const account = { name: "account", limit: 2, windowMs: 60_000 };
    const updates = { name: "tickets-update", limit: 1, windowMs: 60_000 };
    await windows.take([account, updates]);

    const refused = await windows.take([account, updates]);

    expect(refused).toBeGreaterThan(0);
    expect(await windows.take([account])).toBe(0);
    expect(await windows.take([account])).toBeGreaterThan(0);
  });

  it("keep accounts apart", async () => {
    const [one] = await twoConnections();
    const acme = createSlidingWindows(one, "acme");
    const apex = createSlidingWindows(one, "apex");

    await acme.take([{ name: "account", limit: 1, windowMs: 60_000 }]);

    expect(await apex.take([{ name: "account", limit: 1, windowMs: 60_000 }])).toBe(0);
  });

  it("never let through more than the limit in any window, whoever asks, however fast", async () => {
    const [one, other] = await twoConnections();
    const limit = 20;
    const windowMs = 500;
    const takenAt: number[] = [];
    const stopAt = performance.now() + 2500;
    const asker = async (redis: Redis): Promise<void> => {
      const windows = createSlidingWindows(redis, "crowd");
      while (performance.now() < stopAt) {
        const wait = await windows.take([{ name: "account", limit, windowMs }]);
        if (wait > 0) await pause(wait);
        else takenAt.push(performance.now());
      }
    };

    await Promise.all(
      Array.from({ length: 8 }, async (_, index) => await asker(index % 2 === 0 ? one : other)),
    );

    // We hear of each a moment after Redis counted it: a window that is shorter by so much may not hold more either.
    const heardLateMs = 100;
    const most = Math.max(
      ...takenAt.map(
        (from) => takenAt.filter((at) => at >= from && at < from + windowMs - heardLateMs).length,
      ),
    );
    expect(most).toBeLessThanOrEqual(limit);
    expect(takenAt.length).toBeGreaterThan(3 * limit);
  });

  it("are shut for everybody, and a shorter wait does not cut a longer one short", async () => {
    const [one, other] = await twoConnections();
    const here = createSlidingWindows(one, "shut");
    const there = createSlidingWindows(other, "shut");

    await here.shut("account", 30_000.4);
    await here.shut("account", 10);

    expect(await there.take([{ name: "account", limit: 5, windowMs: 1000 }])).toBeGreaterThan(29_000);
    expect(await there.take([{ name: "incremental-exports", limit: 5, windowMs: 1000 }])).toBe(0);
  });

  it("open again by themselves", async () => {
    const [one] = await twoConnections();
    const windows = createSlidingWindows(one, "again");
    await windows.shut("account", 100);

    await pause(150);

    expect(await windows.take([{ name: "account", limit: 1, windowMs: 1000 }])).toBe(0);
  });
});

describe("reading the counts", () => {
  it("tells what was taken within the window, and what there is in all once it is known", async () => {
    const [one, other] = await twoConnections();
    const windows = createSlidingWindows(one, "read");
    const account = { name: "account", limit: 5, windowMs: 60_000 };
    await windows.take([account]);
    await windows.take([account]);
    await windows.keepTotal("account", 700);

    const readings = await createSlidingWindows(other, "read").read(["account", "search-export"], 60_000);

    expect(readings).toEqual([
      { name: "account", taken: 2, total: 700 },
      { name: "search-export", taken: 0, total: undefined },
    ]);
  });

  it("leaves out what was taken before the window", async () => {
    const [one] = await twoConnections();
    const windows = createSlidingWindows(one, "old");
    await windows.take([{ name: "account", limit: 5, windowMs: 60_000 }]);
    await pause(20);

    expect(await windows.read(["account"], 10)).toEqual([{ name: "account", taken: 0, total: undefined }]);
  });
});
