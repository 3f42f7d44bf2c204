import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";

import { dueAt, elapsedMs } from "../../../src/domain/hours/business-hours.ts";
import {
  type OpenInterval,
  type Schedule,
  type Weekday,
  weekdays,
} from "../../../src/domain/hours/schedule.ts";
import { changesOfClocks, countDueAtMs, countOpenMs, year } from "./business-hours-count.ts";

/** Half and quarter hours; clocks that change by half an hour, at midnight, in Ramadan; and both sides of the date line. */
const timeZones = [
  "UTC",
  "America/New_York",
  "America/St_Johns",
  "America/Havana",
  "Europe/Berlin",
  "Africa/Cairo",
  "Africa/Casablanca",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Asia/Beirut",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
];

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const firstMs = Date.UTC(year, 0, 2);
const lastMs = Date.UTC(year, 10, 30);
const longestMs = 21 * dayMs;

/** Up to four intervals: from the first to the second moment, from the third to the fourth …; 1440 is 24:00. */
const intervals = fc
  .uniqueArray(fc.oneof(fc.integer({ min: 0, max: 1440 }), fc.constantFrom(0, 60, 120, 150, 180, 1440)), {
    maxLength: 8,
  })
  .map((minutes) => {
    const inOrder = minutes.toSorted((one, other) => one - other);
    return Array.from({ length: Math.floor(inOrder.length / 2) }, (_, index): OpenInterval => ({
      fromMinute: inOrder[2 * index] as number,
      toMinute: inOrder[2 * index + 1] as number,
    }));
  });

const week = fc
  .array(fc.option(intervals), { minLength: 7, maxLength: 7 })
  .map((days) =>
    Object.fromEntries(
      days.flatMap((open, index): [Weekday, OpenInterval[]][] =>
        open ? [[weekdays[index] as Weekday, open]] : [],
      ),
    ),
  );

const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const dayNear = (ms: number): fc.Arbitrary<number> =>
  fc.integer({ min: -3, max: 24 }).map((days) => ms + days * dayMs);
const holidaysNear = (ms: number): fc.Arbitrary<Schedule["holidays"]> =>
  fc.array(
    fc
      .tuple(dayNear(ms), fc.integer({ min: 0, max: 3 }))
      .map(([first, more]) => ({ name: "holiday", from: dateOf(first), to: dateOf(first + more * dayMs) })),
    { maxLength: 3 },
  );

/** Half of them start within two days before clocks are changed, where they are. */
const startIn = (timeZone: string): fc.Arbitrary<number> => {
  const anywhere = fc.integer({ min: firstMs, max: lastMs });
  const changes = changesOfClocks(timeZone);
  return changes.length === 0
    ? anywhere
    : fc.oneof(
        anywhere,
        fc
          .tuple(fc.constantFrom(...changes), fc.integer({ min: -2 * dayMs, max: dayMs }))
          .map(([change, ms]) => change + ms),
      );
};

const cases = fc
  .oneof(...timeZones.map((timeZone) => fc.tuple(fc.constant(timeZone), startIn(timeZone))))
  .chain(([timeZone, fromMs]) =>
    fc.record({
      schedule: fc.record({
        name: fc.constant("office"),
        timeZone: fc.constant(timeZone),
        intervals: week,
        holidays: holidaysNear(fromMs),
      }),
      fromMs: fc.constantFrom(fromMs, Math.floor(fromMs / minuteMs) * minuteMs),
      lengthMs: fc.integer({ min: 0, max: longestMs }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  );

const moment = (ms: number): DateTime => DateTime.fromMillis(ms, { zone: "utc" });

describe("business hours", () => {
  it("are what counting minute by minute says, of 10,000 random schedules and times", () => {
    fc.assert(
      fc.property(cases, ({ schedule, fromMs, lengthMs, share }) => {
        const from = moment(fromMs);
        const openMs = elapsedMs(from, moment(fromMs + lengthMs), schedule);
        expect(openMs).toBe(countOpenMs(fromMs, fromMs + lengthMs, schedule));

        const durationMs = Math.round(openMs * share);
        if (durationMs === 0) return;
        const due = dueAt(from, durationMs, schedule) as DateTime;
        expect(due.toMillis()).toBe(countDueAtMs(fromMs, durationMs, schedule));
        expect(elapsedMs(from, due, schedule)).toBe(durationMs);
        expect(elapsedMs(from, due.minus(1), schedule)).toBe(durationMs - 1);
      }),
      { numRuns: 10_000, seed: 20261120 },
    );
  }, 120_000);
});
