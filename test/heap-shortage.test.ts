import { expect, it } from "vitest";

import { watchHeap } from "../src/heap-shortage.ts";

const megabyte = 1024 ** 2;

function heapOf(used: number, limit: number) {
  return { used_heap_size: used * megabyte, heap_size_limit: limit * megabyte };
}

it.each([
  [100, 400, undefined],
  [340, 400, undefined],
  [341, 400, "the memory of this process is nearly used up (341 of 400 MB)"],
  [400, 400, "the memory of this process is nearly used up (400 of 400 MB)"],
])("with %i of %i MB in use, the heap is short: %s", (used, limit, why) => {
  expect(watchHeap(() => heapOf(used, limit))()).toBe(why);
});

it("a heap that fills up, or is emptied, is noticed within a tenth of a second", () => {
  let used = 100;
  let now = 0;
  const findShortage = watchHeap(
    () => heapOf(used, 400),
    () => now,
  );
  const isShortAt = (at: number, usedThen: number): boolean => {
    [now, used] = [at, usedThen];
    return findShortage() !== undefined;
  };

  expect([isShortAt(0, 100), isShortAt(99, 400), isShortAt(100, 400), isShortAt(200, 100)]).toEqual([
    false,
    false,
    true,
    false,
  ]);
});

it("a process that just started has memory left", () => {
  expect(watchHeap()()).toBeUndefined();
});
