import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { freshDatabase } from "../support/databases.ts";
import { plantedBugs } from "./planted-bugs.ts";
import { runSeed, type SeedResult } from "./run-seed.ts";
import { openSimulatedStore, type SimulatedStore } from "./simulated-store.ts";

let store: SimulatedStore;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await freshDatabase();
  drop = database.drop;
  store = await openSimulatedStore(database.url);
});

afterAll(async () => {
  await store.close();
  await drop();
});

const patienceMs = 240_000;

describe("a simulated world", () => {
  it("keeps every promise, whatever goes wrong in it", { timeout: patienceMs }, async () => {
    const broken: Pick<SeedResult, "seed" | "problems">[] = [];
    for (let seed = 1; seed <= 200; seed += 1) {
      const { problems } = await runSeed(seed, store);
      if (problems.length > 0) broken.push({ seed, problems });
    }
    expect(broken).toEqual([]);
  });

  it("is the same whenever its seed is", { timeout: patienceMs }, async () => {
    const { trace, hash } = await runSeed(7, store);
    for (const seed of [1, 2, 3, 4, 5, 6]) await runSeed(seed, store);
    const again = await runSeed(7, store);
    expect(again.trace).toEqual(trace);
    expect(again.hash).toBe(hash);
  });

  it("is the same in a database that saw no other", { timeout: patienceMs }, async () => {
    const { hash } = await runSeed(11, store);
    const database = await freshDatabase();
    const other = await openSimulatedStore(database.url);
    const alone = await runSeed(11, other);
    await other.close();
    await database.drop();
    expect(alone.hash).toBe(hash);
  });

  it("is another one with another seed", { timeout: patienceMs }, async () => {
    const [one, other] = [await runSeed(12, store), await runSeed(13, store)];
    expect(one.hash).not.toBe(other.hash);
  });
});

/** What takes more worlds is left to `npm run simulate -- --plant all`. */
const worldsAtMost = 100;

describe("a mistake in it", () => {
  const soonFound = plantedBugs.filter(({ foundWithin }) => foundWithin <= worldsAtMost);
  it.each(soonFound)("is found: $what", { timeout: patienceMs }, async (bug) => {
    for (let seed = 1; seed <= bug.foundWithin; seed += 1) {
      const { problems } = await runSeed(seed, store, bug);
      if (problems.length > 0) return;
    }
    expect.fail(`not found in ${bug.foundWithin} worlds`);
  });
});
