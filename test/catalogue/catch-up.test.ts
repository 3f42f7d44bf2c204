import { describe, expect, it } from "vitest";

import { problemsIn, read, smallest } from "./reading.ts";

describe("catching up", () => {
  it("happens every five minutes and begins at the beginning, unless said otherwise", () => {
    expect(read(smallest).catchUp).toEqual({ everyMinutes: 5, since: null });
  });

  it.each([
    ["2026-01-01", "2026-01-01T00:00:00.000000000Z"],
    ["2026-11-20T15:04:05+01:00", "2026-11-20T14:04:05.000000000Z"],
  ])("may begin at %s", (since, instant) => {
    expect(read(`${smallest}catch_up: { every_minutes: 60, since: ${since} }\n`).catchUp).toEqual({
      everyMinutes: 60,
      since: instant,
    });
  });

  it.each([
    ["every_minutes: 0", "every_minutes: Too small: expected number to be >=1"],
    ["every_minutes: 61", "every_minutes: Too big: expected number to be <=60"],
    ["since: yesterday", "since: must be a date or a moment, as in 2026-11-20 or 2026-11-20T15:04:05Z"],
  ])("cannot be %s", (key, problem) => {
    expect(problemsIn(`${smallest}catch_up:\n  ${key}\n`)).toEqual([`levels.yaml:7: catch_up.${problem}`]);
  });
});
