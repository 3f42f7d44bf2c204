import { describe, expect, it } from "vitest";

import { problemsIn, read, smallest, withLevel } from "./reading.ts";

/** Lines 6 to 13, after the smallest catalogue. */
const office = `schedules:
  - name: Office
    time_zone: America/Los_Angeles
    intervals:
      mon: ["13:00-17:00", "09:00-12:00"]
      sun: ["22:00-24:00"]
    holidays:
      - { name: Christmas, from: 2026-12-25, to: 2026-12-26 }
`;

function withOffice(written: string, otherwise: string): string {
  return smallest + office.replace(written, otherwise);
}

describe("a schedule", () => {
  it("says when the office is open, its intervals in order", () => {
    expect(read(smallest + office).schedules).toEqual([
      {
        name: "Office",
        timeZone: "America/Los_Angeles",
        intervals: {
          mon: [
            { fromMinute: 540, toMinute: 720 },
            { fromMinute: 780, toMinute: 1020 },
          ],
          sun: [{ fromMinute: 1320, toMinute: 1440 }],
        },
        holidays: [{ name: "Christmas", from: "2026-12-25", to: "2026-12-26" }],
      },
    ]);
  });

  it("is that of each level if it is the first, unless a level names another", () => {
    const late = office.replace("schedules:\n", "").replace("Office", "Late");

    expect(read(smallest + office + late).serviceLevels[0]?.schedule).toBe("Office");
    expect(read(withLevel("schedule: Late") + office + late).serviceLevels[0]?.schedule).toBe("Late");
  });
});

describe("a broken schedule names file and line of", () => {
  it.each([
    [
      "a schedule where there is none",
      withLevel("schedule: Office"),
      '4: service_levels.0.schedule: there is no schedule "Office"; there is none',
    ],
    [
      "a schedule that is not there",
      withLevel("schedule: Late") + office,
      '4: service_levels.0.schedule: there is no schedule "Late"; there are Office',
    ],
    [
      "a schedule named twice",
      smallest + office + office.replace("schedules:\n", ""),
      '14: schedules.1.name: "Office" is used twice',
    ],
    [
      "a time zone that is none",
      withOffice("America/Los_Angeles", "Pacific"),
      "8: schedules.0.time_zone: must be a time zone, as in Europe/Berlin",
    ],
    [
      "a day that is none",
      withOffice("sun", "sunday"),
      "11: schedules.0.intervals.sunday: must be one of mon, tue, wed, thu, fri, sat, sun",
    ],
    [
      "a time of day that is none",
      withOffice("24:00", "24:30"),
      '11: schedules.0.intervals.sun.0: must be from one time of day to another, as in "09:00-17:00"',
    ],
    [
      "an empty interval",
      withOffice("22:00-24:00", "22:00-22:00"),
      "11: schedules.0.intervals.sun.0: must end after it begins, on the same day",
    ],
    [
      "an interval over midnight",
      withOffice("22:00-24:00", "22:00-02:00"),
      "11: schedules.0.intervals.sun.0: must end after it begins, on the same day",
    ],
    [
      "intervals that overlap",
      withOffice("09:00-12:00", "09:00-13:01"),
      "10: schedules.0.intervals.mon.1: overlaps an interval before it",
    ],
    [
      "a date that is none",
      withOffice("2026-12-26", "2026-12-32"),
      "13: schedules.0.holidays.0.to: must be a date, as in 2026-12-25",
    ],
    [
      "holidays that end before they begin",
      withOffice("2026-12-26", "2026-12-24"),
      "13: schedules.0.holidays.0.to: must not be before from",
    ],
  ])("%s", (_, text, problem) => {
    expect(problemsIn(text)).toEqual([`levels.yaml:${problem}`]);
  });
});
