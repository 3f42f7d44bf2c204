import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";

import { dueAt, elapsedMs } from "../../../src/domain/hours/business-hours.ts";
import type { OpenInterval, Schedule } from "../../../src/domain/hours/schedule.ts";

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

const always = everyDay(allDay);

function everyDay(...open: readonly OpenInterval[]): Schedule {
  return {
    name: "every day",
    timeZone: "America/New_York",
    intervals: { mon: open, tue: open, wed: open, thu: open, fri: open, sat: open, sun: open },
    holidays: [],
  };
}

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

  it.each([
    ["5 on 8 March in New York", "America/New_York", "2026-03-08", 5],
    ["7 on 1 November in New York", "America/New_York", "2026-11-01", 7],
    ["5 on 29 March in Berlin", "Europe/Berlin", "2026-03-29", 5],
    ["7 on 25 October in Berlin", "Europe/Berlin", "2026-10-25", 7],
    ["5½ on 4 October on Lord Howe Island", "Australia/Lord_Howe", "2026-10-04", 5.5],
    ["6½ on 5 April on Lord Howe Island", "Australia/Lord_Howe", "2026-04-05", 6.5],
    ["7 on 1 November in Havana, where midnight comes twice", "America/Havana", "2026-11-01", 7],
    ["6 on any other day", "Europe/Berlin", "2026-10-24", 6],
  ])("of a shift from midnight to six are %s", (_, timeZone, date, expected) => {
    const night: Schedule = { ...everyDay({ fromMinute: 0, toMinute: 6 * 60 }), timeZone };
    const noon = DateTime.fromISO(`${date}T12:00`, { zone: timeZone });

    expect(elapsedMs(noon.minus({ hours: 16 }), noon, night) / hourMs).toBe(expected);
  });

  it.each([
    ["none in the hour that the clocks skip", 2 * 60, "2026-03-07T12:00-05:00", 0],
    ["twice as many in the hour that they show twice", 60, "2026-10-31T12:00-04:00", 1],
  ])("of an office open for half an hour a night are %s", (_, fromMinute, from, expected) => {
    const halfAnHour = everyDay({ fromMinute, toMinute: fromMinute + 30 });

    expect(elapsedMs(moment(from), moment(from).plus({ hours: 24 }), halfAnHour) / hourMs).toBe(expected);
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

describe("what may take some business hours", () => {
  const lateShift = everyDay({ fromMinute: 0, toMinute: 2 * 60 }, { fromMinute: 20 * 60, toMinute: 24 * 60 });

  it.each([
    ["is due in the same interval", office, "2026-11-18T10:00-05:00", 1.5, "2026-11-18T11:30-05:00"],
    ["is due when the office closes", office, "2026-11-18T10:00-05:00", 2, "2026-11-18T12:00-05:00"],
    ["is due after the lunch break", office, "2026-11-18T10:00-05:00", 2.25, "2026-11-18T13:15-05:00"],
    [
      "counts from the opening if asked at night",
      office,
      "2026-11-18T22:00-05:00",
      1,
      "2026-11-19T10:00-05:00",
    ],
    ["is due when closing if asked at night", office, "2026-11-18T22:00-05:00", 7, "2026-11-19T17:00-05:00"],
    ["is due after a weekend", office, "2026-11-20T16:30-05:00", 1, "2026-11-23T09:30-05:00"],
    ["is due after holidays and the weekend", office, "2026-12-23T16:30-05:00", 1, "2026-12-28T09:30-05:00"],
    ["counts past midnight", lateShift, "2026-11-18T22:00-05:00", 3, "2026-11-19T01:00-05:00"],
    ["is due at midnight", lateShift, "2026-11-18T22:00-05:00", 2, "2026-11-19T00:00-05:00"],
    ["counts an hour that comes twice twice", always, "2026-11-01T00:00-04:00", 25, "2026-11-02T00:00-05:00"],
    ["leaves out an hour that is skipped", always, "2026-03-08T01:00-05:00", 1.5, "2026-03-08T03:30-04:00"],
    ["is due at once if it may take none", office, "2026-11-21T10:00-05:00", 0, "2026-11-21T10:00-05:00"],
    ["counts all hours without a schedule", null, "2026-11-20T16:00-05:00", 48, "2026-11-22T16:00-05:00"],
  ])("%s", (_, schedule, from, count, expected) => {
    expect(dueAt(moment(from), count * hourMs, schedule)).toEqual(moment(expected));
  });

  it.each([
    ["is never open", everyDay()],
    [
      "is on holiday for good",
      { ...always, holidays: [{ name: "closed", from: "2020-01-01", to: "2099-12-31" }] },
    ],
    ["opens for a minute a day", everyDay({ fromMinute: 0, toMinute: 1 })],
  ])("has no due time if the office %s", (_, schedule) => {
    expect(dueAt(moment("2026-11-18T10:00Z"), 100 * hourMs, schedule)).toBeUndefined();
  });
});
