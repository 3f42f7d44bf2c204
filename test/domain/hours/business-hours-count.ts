import { type OpenInterval, type Schedule, weekdays } from "../../../src/domain/hours/schedule.ts";

const minuteMs = 60_000;
const minutesOfDay = 24 * 60;
const minutesOfWeek = 7 * minutesOfDay;
/** Clocks are changed at a quarter of an hour in all zones used here. */
const quarter = 15;

export const year = 2026;
const startMs = Date.UTC(year, 0, 1);
const minutesOfYear = 365 * minutesOfDay;
const yearEndMs = startMs + minutesOfYear * minuteMs;

/** What the clocks of a zone show in each minute of the year, in minutes since 1970 of their own. */
const localMinutes = new Map<string, Int32Array>();

/** The office's open time, counted minute by minute; the first and the last may be parts of one. */
export function countOpenMs(fromMs: number, toMs: number, schedule: Schedule): number {
  let total = 0;
  for (const [minuteStartMs, minuteEndMs] of openMinutes(fromMs, toMs, schedule)) {
    total += minuteEndMs - minuteStartMs;
  }
  return total;
}

/** Undefined when it is not within the year. */
export function countDueAtMs(fromMs: number, durationMs: number, schedule: Schedule): number | undefined {
  let leftMs = durationMs;
  for (const [minuteStartMs, minuteEndMs] of openMinutes(fromMs, yearEndMs, schedule)) {
    leftMs -= minuteEndMs - minuteStartMs;
    if (leftMs <= 0) return minuteEndMs + leftMs;
  }
  return undefined;
}

/** The moments of the year at which the clocks of a zone are changed. */
export function changesOfClocks(timeZone: string): number[] {
  const changes: number[] = [];
  const local = clocksOf(timeZone);
  for (let index = 1; index < minutesOfYear; index += 1) {
    if (local[index] !== (local[index - 1] ?? 0) + 1) changes.push(startMs + index * minuteMs);
  }
  return changes;
}

function* openMinutes(fromMs: number, toMs: number, schedule: Schedule): Generator<[number, number]> {
  const local = clocksOf(schedule.timeZone);
  const open = openMinutesOfWeek(schedule);
  const holidays = new Set(schedule.holidays.flatMap(({ from, to }) => daysFrom(from, to)));
  for (let index = Math.floor((fromMs - startMs) / minuteMs); ; index += 1) {
    const minuteStartMs = startMs + index * minuteMs;
    if (minuteStartMs >= toMs) return;
    const now = local[index] ?? Number.NaN;
    if (open[now % minutesOfWeek] === 1 && !holidays.has(Math.floor(now / minutesOfDay))) {
      yield [Math.max(minuteStartMs, fromMs), Math.min(minuteStartMs + minuteMs, toMs)];
    }
  }
}

/** Beginning with a Thursday, as 1970 did. */
function openMinutesOfWeek({ intervals }: Schedule): Uint8Array {
  const open = new Uint8Array(minutesOfWeek);
  for (const [index, weekday] of weekdays.entries()) {
    const day = (index + 4) % 7;
    for (const { fromMinute, toMinute } of intervals[weekday] ?? ([] as OpenInterval[])) {
      open.fill(1, day * minutesOfDay + fromMinute, day * minutesOfDay + toMinute);
    }
  }
  return open;
}

function daysFrom(from: string, to: string): number[] {
  const [first, last] = [from, to].map((date) => Date.parse(date) / minuteMs / minutesOfDay) as [
    number,
    number,
  ];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function clocksOf(timeZone: string): Int32Array {
  const known = localMinutes.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  const local = new Int32Array(minutesOfYear);
  for (let index = 0; index < minutesOfYear; index += quarter) {
    const offset = offsetIn(format.format(startMs + index * minuteMs));
    for (let minute = index; minute < index + quarter; minute += 1) {
      local[minute] = startMs / minuteMs + minute + offset;
    }
  }
  localMinutes.set(timeZone, local);
  return local;
}

/** Minutes: "11/22/2026, GMT-03:30" is -210. */
function offsetIn(text: string): number {
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?$/.exec(text) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}
