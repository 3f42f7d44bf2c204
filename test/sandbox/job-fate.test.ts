import { describe, expect, it } from "vitest";
import { jobFate } from "../../src/sandbox/job-fate.ts";
import type { JobFate } from "../../src/sandbox/job-fate.ts";
import { jobFaultRule } from "../../src/sandbox/job-faults.ts";
import type { JobFaultRule } from "../../src/sandbox/job-faults.ts";

/** Dice that show these numbers in turn. */
function diceOf(...numbers: readonly number[]): () => number {
  const left = [...numbers];
  return () => left.shift() ?? 0;
}

const fateOf = (rule: JobFaultRule, dice: () => number = diceOf()): JobFate =>
  jobFate([jobFaultRule.parse(rule)], 4, dice);

describe("what becomes of a job of four rows", () => {
  it.each([
    [0.5, [1, 3]],
    [0.6, [1, 3]],
    [0.7, [1, 3, 2]],
    [0, []],
    [1, [1, 3, 2, 0]],
  ])("of which the share %s fails: those that the dice choose", (rowShare, places) => {
    const { failing, end, rows } = fateOf({ kind: "rows-fail", rowShare }, diceOf(0.9, 0.1, 0.5, 0.3));

    expect([...failing.keys()]).toEqual(places);
    expect([end, rows]).toEqual(["completed", 4]);
  });

  it("whose results are shuffled: the order that the dice make", () => {
    expect(fateOf({ kind: "shuffle" }, diceOf(0.9, 0.1, 0.5, 0.3)).order).toEqual([1, 3, 2, 0]);
  });

  it.each([
    ["fail", "failed"],
    ["kill", "killed"],
    ["vanish", "vanished"],
  ] as const)("that is struck by %s: it has %s after its part", (kind, end) => {
    expect(fateOf({ kind, doneShare: 0.7 })).toMatchObject({ end, rows: 2, order: [0, 1, 2, 3] });
  });

  it("that stalls: it does all its rows, but waits after its part", () => {
    const fate = fateOf({ kind: "stall", doneShare: 0.25, stallMs: 700 });

    expect(fate).toMatchObject({ end: "completed", rows: 4, stall: { afterRows: 1, ms: 700 } });
  });
});
