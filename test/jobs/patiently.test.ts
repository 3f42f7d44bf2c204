import { expect, it, onTestFinished, vi } from "vitest";

import { patiently } from "../../src/jobs/patiently.ts";
import { Throttled, Unreachable } from "../../src/jobs/refusals.ts";

function throttledFor(ms: number): Throttled {
  return new Throttled("zendesk answered 429", ms, "account");
}

/** A call that is turned away so many times. */
function aCall(turnedAway: number): { readonly call: () => Promise<string>; readonly count: () => number } {
  let count = 0;
  return {
    count: () => count,
    async call() {
      count += 1;
      if (count <= turnedAway) throw throttledFor(10_000);
      return "answer";
    },
  };
}

function stopTheClock(): void {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
}

it("a call that is answered is made once", async () => {
  const { call, count } = aCall(0);

  expect(await patiently(call)).toBe("answer");
  expect(count()).toBe(1);
});

it("a call that has to wait is made again when the time has come, not before", async () => {
  stopTheClock();
  const { call, count } = aCall(2);

  const answer = patiently(call);
  await vi.advanceTimersByTimeAsync(9999);
  expect(count()).toBe(1);
  await vi.advanceTimersByTimeAsync(10_001);

  expect(await answer).toBe("answer");
  expect(count()).toBe(3);
});

it("a call that fails in any other way is not made again", async () => {
  const err = new Unreachable("zendesk did not answer", "zendesk-timeout");

  await expect(
    patiently(async () => {
      throw err;
    }),
  ).rejects.toBe(err);
});

it("a wait ends when it is told to stop, and no further call is made", async () => {
  stopTheClock();
  const { call, count } = aCall(9);
  const stopping = new AbortController();

  const refused = patiently(call, stopping.signal).catch((err: unknown) => err);
  await vi.advanceTimersByTimeAsync(15_000);
  stopping.abort();

  expect(await refused).toBeInstanceOf(Throttled);
  expect(count()).toBe(2);
  expect(vi.getTimerCount()).toBe(0);
});

it("nothing is waited for once it was told to stop", async () => {
  const { call, count } = aCall(9);

  await expect(patiently(call, AbortSignal.abort())).rejects.toThrow(Throttled);
  expect(count()).toBe(1);
});
