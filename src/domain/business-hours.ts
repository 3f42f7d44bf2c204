import type { DateTime } from "luxon";

import { type Schedule, type Weekday, weekdays } from "./schedule.ts";

const minuteMs = 60_000;

/** How long the office was open between two moments (milliseconds); without a schedule it always is. */
export function elapsedMs(from: DateTime, to: DateTime, schedule: Schedule | null): number {
  const [fromMs, toMs] = [from.toMillis(), to.toMillis()];
  if (!schedule) return Math.max(0, toMs - fromMs);

  const weekMs = openMsAWeek(schedule);
  let day = from.setZone(schedule.timeZone).startOf("day");
  let total = 0;
  while (day.toMillis() < toMs) {
    const nextWeek = day.plus({ weeks: 1 }).startOf("day");
    if (day.toMillis() >= fromMs && nextWeek.toMillis() <= toMs && isPlainWeek(day, nextWeek, schedule)) {
      total += weekMs;
      day = nextWeek;
      continue;
    }
    const nextDay = day.plus({ days: 1 }).startOf("day");
    for (const [opensMs, closesMs] of openings(day, nextDay, schedule)) {
      total += Math.max(0, Math.min(closesMs, toMs) - Math.max(opensMs, fromMs));
    }
    day = nextDay;
  }
  return total;
}

function openMsAWeek({ intervals }: Schedule): number {
  return weekdays
    .flatMap((weekday) => intervals[weekday] ?? [])
    .reduce((sum, { fromMinute, toMinute }) => sum + (toMinute - fromMinute) * minuteMs, 0);
}

/** Whether in this week neither clocks are changed nor holidays are kept. */
function isPlainWeek(day: DateTime, nextWeek: DateTime, { holidays }: Schedule): boolean {
  if (nextWeek.toMillis() - day.toMillis() !== 7 * 24 * 60 * minuteMs) return false;
  if (holidays.length === 0) return true;
  const [first, afterLast] = [dateOf(day), dateOf(nextWeek)];
  return holidays.every((holiday) => holiday.to < first || holiday.from >= afterLast);
}

function openings(day: DateTime, nextDay: DateTime, { intervals, holidays }: Schedule): [number, number][] {
  const date = dateOf(day);
  if (holidays.some((holiday) => holiday.from <= date && date <= holiday.to)) return [];
  const open = intervals[weekdays[day.weekday - 1] as Weekday] ?? [];
  return open.map(({ fromMinute, toMinute }) => [
    momentOfDay(fromMinute, day, nextDay),
    momentOfDay(toMinute, day, nextDay),
  ]);
}

/** By the clock: on a day on which clocks are changed, not so many minutes after midnight. */
function momentOfDay(minute: number, day: DateTime, nextDay: DateTime): number {
  if (minute === 24 * 60) return nextDay.toMillis();
  return day.set({ hour: Math.floor(minute / 60), minute: minute % 60 }).toMillis();
}

function dateOf(day: DateTime): string {
  return day.toFormat("yyyy-MM-dd");
}
