import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";

import { elapsedMs } from "../../src/domain/business-hours.ts";
import type { OpenInterval, Schedule } from "../../src/domain/schedule.ts";

const hourMs = 3_600_000;
const morning: OpenInterval = { fromMinute: 9 * 60, toMinute: 12 * 60 };
const afternoon: OpenInterval = { fromMinute: 13 * 60, toMinute: 17 * 60 };
const allDay: OpenInterval = { fromMinute: 0, toMinute: 24 * 60 };

/** Seven hours a day, Monday to Friday. */
const office: Schedule = {
  name: "New York",
  timeZone: "America/New_York",
  intervals: {
    mon: [morning, afternoon],
    tue: [morning, afternoon],
    wed: [morning, afternoon],
    thu: [morning, afternoon],
    fri: [morning, afternoon],
  },
  holidays: [{ name: "Christmas", from: "2026-12-24", to: "2026-12-25" }],
};

const always: Schedule = {
  name: "always",
  timeZone: "America/New_York",
  intervals: {
    mon: [allDay],
    tue: [allDay],
    wed: [allDay],
    thu: [allDay],
    fri: [allDay],
    sat: [allDay],
    sun: [allDay],
  },
  holidays: [],
};

const moment = (text: string): DateTime => DateTime.fromISO(text, { zone: "utc" });
const hours = (from: string, to: string, schedule: Schedule | null): number =>
  elapsedMs(moment(from), moment(to), schedule) / hourMs;

describe("business hours between two moments", () => {
  it.each([
    ["within an interval", "2026-11-18T10:00-05:00", "2026-11-18T10:30-05:00", 0.5],
    ["over the lunch break", "2026-11-18T11:00-05:00", "2026-11-18T14:00-05:00", 2],
    ["over a night", "2026-11-18T16:00-05:00", "2026-11-19T10:00-05:00", 2],
    ["in a night", "2026-11-18T18:00-05:00", "2026-11-19T08:00-05:00", 0],
    ["over a weekend", "2026-11-20T16:00-05:00", "2026-11-23T10:00-05:00", 2],
    ["over holidays, the last of them included", "2026-12-23T16:00-05:00", "2026-12-28T10:00-05:00", 2],
    ["from a holiday", "2026-12-24T10:00-05:00", "2026-12-24T16:00-05:00", 0],
    ["over a week", "2026-11-11T16:00-05:00", "2026-11-18T16:00-05:00", 35],
    ["over the night in which clocks go forward", "2026-03-06T16:00-05:00", "2026-03-09T10:00-04:00", 2],
    ["by the clocks of the office, wherever we are", "2026-07-01T12:00Z", "2026-07-01T14:00Z", 1],
    ["of moments in the wrong order", "2026-11-18T16:00-05:00", "2026-11-18T10:00-05:00", 0],
    ["over five years with 1304 weekdays", "2021-01-01T00:00-05:00", "2026-01-01T00:00-05:00", 1304 * 7],
  ])("%s", (_, from, to, expected) => {
    expect(hours(from, to, office)).toBe(expected);
  });

  it.each([
    ["23 on the day on which clocks go forward", "2026-03-08T00:00-05:00", "2026-03-09T00:00-04:00", 23],
    ["25 on the day on which they go back", "2026-11-01T00:00-04:00", "2026-11-02T00:00-05:00", 25],
    ["all there are in a year", "2026-01-01T00:00-05:00", "2027-01-01T00:00-05:00", 365 * 24],
  ])("of an office that never closes are %s", (_, from, to, expected) => {
    expect(hours(from, to, always)).toBe(expected);
  });

  it("are right where a day begins at one o'clock", () => {
    const cairo: Schedule = { ...always, timeZone: "Africa/Cairo" };

    // Clocks went from 00:00 to 01:00 on 26 April 2024.
    expect(hours("2024-04-20T00:00+02:00", "2024-05-11T00:00+03:00", cairo)).toBe(21 * 24 - 1);
  });

  it("are all hours without a schedule", () => {
    expect(hours("2026-11-20T16:00Z", "2026-11-23T10:00Z", null)).toBe(66);
    expect(hours("2026-11-23T10:00Z", "2026-11-20T16:00Z", null)).toBe(0);
  });

  it("add up, wherever the time is cut in two", () => {
    const minute = fc.integer({ min: 0, max: 3 * 366 * 24 * 60 });
    const start = moment("2025-01-01T00:00Z");

    fc.assert(
      fc.property(fc.tuple(minute, minute, minute), (minutes) => {
        const [from, between, to] = minutes
          .toSorted((one, other) => one - other)
          .map((count) => start.plus({ minutes: count })) as [DateTime, DateTime, DateTime];

        expect(elapsedMs(from, between, office) + elapsedMs(between, to, office)).toBe(
          elapsedMs(from, to, office),
        );
      }),
      { numRuns: 30 },
    );
  });
});
