import { expect, it } from "vitest";

import type { Attempt } from "../../src/jobs/attempt.ts";
import type { EndedCall } from "../../src/jobs/figures.ts";
import { createWatch } from "../../src/telemetry/watch.ts";

const call: EndedCall = { method: "GET", path: "/api/v2/groups", status: 200, tookMs: 1 };
const lease = { kind: "review-ticket", key: "7", version: 1n, epoch: 1n, attempts: 0 } as const;
const attempt: Attempt = { lease, ending: { kind: "done" }, again: false };

it("attempts that are made at the same time know the calls of their own", async () => {
  const ended: number[] = [];
  const calls: EndedCall[] = [];
  const watch = createWatch({
    attemptsEnded: (attempts) => void ended.push(attempts.length),
    callEnded: (one) => void calls.push(one),
  });
  const make = async (count: number): Promise<readonly Attempt[]> =>
    await watch.pass(async () => {
      for (let made = 0; made < count; made += 1) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        watch.callEnded(call);
      }
      return [attempt];
    });

  const [one, other] = await Promise.all([make(3), make(5)]);
  watch.callEnded(call);

  expect([one?.[0]?.calls, other?.[0]?.calls]).toEqual([3, 5]);
  expect(ended).toEqual([1, 1]);
  expect(calls).toHaveLength(9);
});
