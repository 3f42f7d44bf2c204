import { describe, expect, it } from "vitest";

import type { WorkKey, WorkKind } from "../../src/jobs/ports.ts";
import { wakeTogether } from "../../src/queue/wake-together.ts";

/** A queue that takes keys when it is told to, and whoever wakes rests until it is told to go on. */
function slowQueue() {
  const lots: (readonly WorkKey[])[] = [];
  const told: unknown[] = [];
  let answer = Promise.withResolvers<void>();
  let resting = Promise.withResolvers<void>();
  const wake = wakeTogether(
    async (keys) => {
      lots.push(keys);
      answer = Promise.withResolvers();
      await answer.promise;
    },
    (err) => told.push(err),
    async () => {
      resting = Promise.withResolvers();
      await resting.promise;
    },
  );
  return {
    lots: () => lots.map((keys) => keys.map(({ key }) => key)),
    told,
    wake: (keys: readonly string[], kind: WorkKind = "reconcile-client") =>
      wake(keys.map((key) => ({ kind, key }))),
    async takes() {
      answer.resolve();
      await aMoment();
    },
    async refuses(err: Error) {
      answer.reject(err);
      await aMoment();
    },
    async goesOn() {
      resting.resolve();
      await aMoment();
    },
  };
}

async function aMoment(): Promise<void> {
  await new Promise(setImmediate);
  await new Promise(setImmediate);
}

function keysFrom(first: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `C-${first + index}`);
}

describe("keys that become dirty", () => {
  it("together are woken together, at once", async () => {
    const queue = slowQueue();

    queue.wake(["C-1"]);
    queue.wake(["C-2"]);
    await aMoment();

    expect(queue.lots()).toEqual([["C-1", "C-2"]]);
  });

  it("while others are on their way go with whatever comes meanwhile, once", async () => {
    const queue = slowQueue();

    queue.wake(["C-1"]);
    await aMoment();
    queue.wake(["C-2"]);
    queue.wake(["C-3", "C-2"]);
    await queue.goesOn();
    const meanwhile = queue.lots();
    await queue.takes();

    expect(meanwhile).toEqual([["C-1"]]);
    expect(queue.lots()).toEqual([["C-1"], ["C-2", "C-3"]]);
  });

  it("soon after others wait a little, so that a flood does not cost a waking for each", async () => {
    const queue = slowQueue();

    queue.wake(["C-1"]);
    await aMoment();
    await queue.takes();
    queue.wake(["C-2"]);
    await aMoment();
    const meanwhile = queue.lots();
    queue.wake(["C-3"]);
    await queue.goesOn();

    expect(meanwhile).toEqual([["C-1"]]);
    expect(queue.lots()).toEqual([["C-1"], ["C-2", "C-3"]]);
  });

  it("again while their own waking is on its way are woken again: the first may have been looked at", async () => {
    const queue = slowQueue();

    queue.wake(["C-1"]);
    await aMoment();
    queue.wake(["C-1"]);
    await queue.takes();
    await queue.goesOn();

    expect(queue.lots()).toEqual([["C-1"], ["C-1"]]);
  });

  it("in a flood are twenty of their kind, and what is left out comes with their attempts", async () => {
    const queue = slowQueue();

    queue.wake(keysFrom(1, 500));
    queue.wake(["77"], "review-ticket");
    await aMoment();

    expect(queue.lots()).toEqual([[...keysFrom(1, 20), "77"]]);
  });
});

describe("when the queue is away", () => {
  it("somebody is told, and the next is woken all the same", async () => {
    const queue = slowQueue();

    queue.wake(["C-1"]);
    await aMoment();
    queue.wake(["C-2"]);
    await queue.refuses(new Error("no connection"));
    await queue.goesOn();

    expect(queue.told).toEqual([new Error("no connection")]);
    expect(queue.lots()).toEqual([["C-1"], ["C-2"]]);
  });
});
