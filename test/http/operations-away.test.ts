import { describe, expect, it } from "vitest";

import type { Check } from "../../src/http/health.ts";
import { fakeOperations } from "../support/fake-operations.ts";
import { anOverview } from "../support/operations-world.ts";
import { operators } from "../support/operators.ts";
import { refusal, refusalOf, startApp } from "./app-under-test.ts";
import { ask } from "./asking.ts";

const well = async (): Promise<void> => {};
const ill = async (): Promise<void> => {
  throw new Error("connect ECONNREFUSED 10.0.0.5:5432");
};
const hanging = async (): Promise<never> => await new Promise(() => {});

const slow = async () => {
  await new Promise((resolve) => setTimeout(resolve, 2500));
  return anOverview;
};

async function overviewOf(look: () => Promise<typeof anOverview>, ping: Check["ping"]) {
  await using under = await startApp({
    operations: { ...fakeOperations(), overview: { look } },
    operators,
    checks: {
      database: { ping, isEssential: true },
      redis: { ping: ill, isEssential: false },
    },
  });
  const askedAt = performance.now();
  const response = await ask(under, "/api/overview");
  return { response, tookMs: performance.now() - askedAt };
}

describe("the operations API, when the database", () => {
  it.each([
    ["refuses connections", ill, ill],
    ["hangs", hanging, hanging],
    [
      "hangs and then refuses",
      async () => await new Promise<never>((_, no) => setTimeout(no, 1000)),
      hanging,
    ],
  ])("%s, says so within two seconds", async (_, look, ping) => {
    const { response, tookMs } = await overviewOf(look as () => Promise<never>, ping);

    expect(refusalOf(response)).toEqual(refusal(503, "unavailable"));
    expect(response.headers["retry-after"]).toBe("30");
    expect(response.body).not.toContain("10.0.0.5");
    expect(tookMs).toBeLessThan(2000);
  });

  it("is slow but there, waits for it", async () => {
    expect((await overviewOf(slow, well)).response.statusCode).toBe(200);
  });

  it("loses one ping, waits for it all the same", async () => {
    let pings = 0;
    const lost = async () => {
      pings += 1;
      if (pings === 1) await ill();
    };

    expect((await overviewOf(slow, lost)).response.statusCode).toBe(200);
  });

  it("is slow for many, is asked by one of them", async () => {
    let pings = 0;
    const counted = async () => {
      pings += 1;
      await new Promise((resolve) => setTimeout(resolve, 100));
    };
    await using under = await startApp({
      operations: { ...fakeOperations(), overview: { look: slow } },
      operators,
      checks: { database: { ping: counted, isEssential: true } },
    });

    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => (await ask(under, "/api/overview")).statusCode),
    );

    expect(new Set(answers)).toEqual(new Set([200]));
    expect(pings).toBeLessThan(10);
  });

  it("is there, calls what went wrong a failure of ours, and keeps to itself what it was", async () => {
    const { response } = await overviewOf(async () => {
      throw new Error("column secret does not exist");
    }, well);

    expect(refusalOf(response)).toEqual(refusal(500, "internal-error"));
    expect(response.body).not.toContain("secret");
  });
});
