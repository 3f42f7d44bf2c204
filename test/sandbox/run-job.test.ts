import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { JobFate } from "../../src/sandbox/job-fate.ts";
import { runJob } from "../../src/sandbox/run-job.ts";
import type { JobProgress } from "../../src/sandbox/run-job.ts";
import type { Work } from "../../src/sandbox/work.ts";

const tenRows: Work = {
  kind: "create",
  className: "OrganizationBulkCreateJob",
  doing: "Creating Organizations",
  doingOne: "Creating organization",
  steps: Array.from({ length: 10 }, (_, index) => ({
    target: () => undefined,
    run: () => ({ status: "Created", id: index }),
  })),
};
const untroubled: JobFate = {
  end: "completed",
  rows: 10,
  stall: undefined,
  failing: new Map(),
  order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
};

/** A job of ten rows a second, and how far it is after so many milliseconds. */
function progressOf(fate: JobFate): (afterMs: number) => readonly [JobProgress["status"], number | null] {
  let seen: JobProgress | undefined;
  const speed = { startDelayMs: 500, rowsPerSecond: 10 };
  const startedAt = performance.now();
  runJob({ work: tenRows, fate, speed, now: () => new Date(), tell: (progress) => void (seen = progress) });
  return (afterMs) => {
    vi.advanceTimersByTime(startedAt + afterMs - performance.now());
    return [seen?.status ?? "queued", seen?.progress ?? null];
  };
}

describe("a job of ten rows a second", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] }));
  afterEach(() => void vi.useRealTimers());

  it("begins after its time in the queue, and does one row after the other", () => {
    const after = progressOf(untroubled);

    expect([499, 500, 750, 1450, 1600].map(after)).toEqual([
      ["queued", null],
      ["working", 0],
      ["working", 2],
      ["working", 9],
      ["completed", 10],
    ]);
  });

  it("goes on after a stall as fast as before, without a burst for the time it lost", () => {
    const after = progressOf({ ...untroubled, stall: { afterRows: 5, ms: 2000 } });

    expect([1050, 2950, 3250, 3450, 3550].map(after)).toEqual([
      ["working", 5],
      ["working", 5],
      ["working", 7],
      ["working", 9],
      ["completed", 10],
    ]);
  });
});
