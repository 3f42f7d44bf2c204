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

describe("a target names file and line", () => {
  it.each(["15", "soon", '""', "h", "1h 30m", "-1h", "1.5h", "30m1h"])("of the duration %s", (duration) => {
    expect(problemsIn(withTarget("first_reply_time", "high", duration))).toEqual([
      "levels.yaml:4: service_levels.0.targets.first_reply_time.high: must be a duration, as in 15m, 4h, 1h30m or 2d",
    ]);
  });

  it.each([
    [
      "of no time at all",
      withTarget("first_reply_time", "high", "0m"),
      "targets.first_reply_time.high: must be longer than nothing",
    ],
    [
      "of a priority that Zendesk does not have",
      withTarget("first_reply_time", "top", "1h"),
      "targets.first_reply_time.top: must be one of urgent, high, normal, low",
    ],
    [
      "of a metric that Zendesk does not have",
      withTarget("reply_time", "high", "1h"),
      "targets.reply_time: must be one of first_reply_time, next_reply_time, requester_wait_time, agent_work_time, periodic_update_time, pausable_update_time, total_resolution_time",
    ],
    [
      "of hours of another kind",
      withLevel("hours: { low: never }"),
      'hours.low: Invalid option: expected one of "business"|"calendar"',
    ],
  ])("%s", (_, text, problem) => {
    expect(problemsIn(text)).toEqual([`levels.yaml:4: service_levels.0.${problem}`]);
  });
});
