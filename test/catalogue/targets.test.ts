import { describe, expect, it } from "vitest";

import { problemsIn, read, withLevel } from "./reading.ts";

function withTarget(metric: string, priority: string, duration: string): string {
  return withLevel(`targets: { ${metric}: { ${priority}: ${duration} } }`);
}

describe("a level of service", () => {
  it.each([
    ["15m", 15],
    ["4h", 240],
    ["1h30m", 90],
    ["2d", 2880],
    ["1d12h1m", 2161],
  ])("may have a target of %s", (text, minutes) => {
    const { serviceLevels } = read(withTarget("first_reply_time", "urgent", text));

    expect(serviceLevels[0]?.targetMinutes).toEqual({ first_reply_time: { urgent: minutes } });
  });

  it("says which targets count around the clock", () => {
    const { serviceLevels } = read(withLevel("hours: { urgent: calendar }"));

    expect(serviceLevels[0]?.hours).toEqual({
      urgent: "calendar",
      high: "business",
      normal: "business",
      low: "business",
    });
  });
});

describe("a target", () => {
  it.each(["15", "soon", '""', "h", "1h 30m", "-1h", "1.5h", "30m1h"])("cannot be %s", (duration) => {
    expect(problemsIn(withTarget("first_reply_time", "high", duration))).toEqual([
      "levels.yaml:4: service_levels.0.targets.first_reply_time.high: must be a duration, as in 15m, 4h, 1h30m or 2d",
    ]);
  });
});
