import { z } from "zod";
import { minutesOfDay } from "./schedule.ts";
import type { Interval } from "./schedule.ts";
import { recordInvalid } from "./refusal.ts";

export const givenIntervals = z.array(z.object({ start_time: z.int(), end_time: z.int() }));

const minutesOfWeek = 7 * minutesOfDay;

/** What a schedule has when nothing is said of it: Monday to Friday, 09:00 to 17:00. */
export const officeHours: readonly Interval[] = [1, 2, 3, 4, 5].map((day) => ({
  start_time: day * minutesOfDay + 9 * 60,
  end_time: day * minutesOfDay + 17 * 60,
}));

/** The intervals in order. Throws a refusal for one that is no part of one day, and for two that overlap. */
export function intervalsOf(given: readonly Interval[]): readonly Interval[] {
  const intervals = given.toSorted((a, b) => a.start_time - b.start_time);
  for (const [index, { start_time: start, end_time: end }] of intervals.entries()) {
    const of = `from ${start} to ${end}`;
    if (start < 0 || end > minutesOfWeek) throw refused(`${of} is not within a week`);
    if (start >= end) throw refused(`${of} ends before it begins`);
    if (dayOf(start) !== dayOf(end - 1)) throw refused(`${of} is not within a day`);
    if (start < (intervals[index - 1]?.end_time ?? 0)) throw refused(`${of} overlaps another`);
  }
  return intervals;
}

const dayOf = (minute: number): number => Math.floor(minute / minutesOfDay);

function refused(description: string): Error {
  return recordInvalid({
    intervals: [{ description: `Intervals: ${description}`, error: "InvalidValue" }],
  });
}
