import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";

import { endOfBusinessDays } from "../../../src/domain/hours/business-days.ts";
import type { Schedule } from "../../../src/domain/hours/schedule.ts";

const nineToFive = [{ fromMinute: 9 * 60, toMinute: 17 * 60 }];

/** In winter 8 hours behind UTC, in summer 7. */
const office: Schedule = {
  name: "Office",
  timeZone: "America/Los_Angeles",
  intervals: { mon: nineToFive, tue: nineToFive, wed: nineToFive, thu: nineToFive, fri: nineToFive },
  holidays: [{ name: "Thanksgiving", from: "2026-11-26", to: "2026-11-27" }],
};

const halves: Schedule = {
  ...office,
  intervals: {
    fri: [
      { fromMinute: 8 * 60, toMinute: 12 * 60 },
      { fromMinute: 13 * 60, toMinute: 24 * 60 },
    ],
  },
  holidays: [],
};

function ends(from: string, days: number, schedule: Schedule | null): string | null | undefined {
  return endOfBusinessDays(DateTime.fromISO(from, { zone: "utc" }), days, schedule)?.toISO({
    suppressMilliseconds: true,
  });
}

describe("so many business days end", () => {
  it.each([
    ["the day after a morning", "2026-11-16T18:00:00Z", 1, "2026-11-18T01:00:00Z"],
    ["the day after an evening", "2026-11-17T04:00:00Z", 1, "2026-11-18T01:00:00Z"],
    ["the day after a night before the office opens", "2026-11-17T09:00:00Z", 1, "2026-11-19T01:00:00Z"],
    ["after a weekend", "2026-11-20T18:00:00Z", 2, "2026-11-25T01:00:00Z"],
    ["on Monday, when they begin on Saturday", "2026-11-21T18:00:00Z", 1, "2026-11-24T01:00:00Z"],
    ["after holidays and a weekend", "2026-11-25T18:00:00Z", 1, "2026-12-01T01:00:00Z"],
    ["by the clocks of summer", "2026-03-06T18:00:00Z", 1, "2026-03-10T00:00:00Z"],
  ])("%s", (_, from, days, until) => {
    expect(ends(from, days, office)).toBe(until);
  });

  it("when the last interval of the day ends, at midnight too", () => {
    expect(ends("2026-11-16T18:00:00Z", 1, halves)).toBe("2026-11-21T08:00:00Z");
    expect(ends("2026-11-20T18:00:00Z", 1, halves)).toBe("2026-11-28T08:00:00Z");
  });

  it("to the minute when there is no schedule", () => {
    expect(ends("2026-11-20T18:00:00Z", 2, null)).toBe("2026-11-22T18:00:00Z");
  });

  it("never for an office that never opens", () => {
    expect(ends("2026-11-20T18:00:00Z", 1, { ...office, intervals: {} })).toBeUndefined();
  });
});
