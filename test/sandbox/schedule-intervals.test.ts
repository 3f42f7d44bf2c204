import { describe, expect, it } from "vitest";
import { intervalsOf } from "../../src/sandbox/schedule-intervals.ts";

const interval = (start: number, end: number) => ({ start_time: start, end_time: end });

describe("the intervals of a schedule", () => {
  it("are put in order", () => {
    expect(intervalsOf([interval(3420, 3900), interval(1980, 2460)])).toEqual([
      interval(1980, 2460),
      interval(3420, 3900),
    ]);
  });

  it.each([
    ["last for a day", [interval(1440, 2880)]],
    ["end when the week does", [interval(8640, 10_080)]],
    ["go on where another ended", [interval(1440, 1980), interval(1980, 2880)]],
    ["be missing", []],
  ])("may %s", (_what, intervals) => {
    expect(intervalsOf(intervals)).toEqual(intervals);
  });

  it.each([
    ["end before they begin", [interval(2460, 1980)]],
    ["last for no time", [interval(1980, 1980)]],
    ["reach into another day", [interval(1980, 2881)]],
    ["begin before the week", [interval(-60, 60)]],
    ["end after the week", [interval(9000, 10_081)]],
    ["overlap", [interval(1980, 2460), interval(2459, 2500)]],
  ])("may not %s", (_what, intervals) => {
    expect(() => intervalsOf(intervals)).toThrow("422");
  });
});
