import { IANAZone } from "luxon";

import { type Holiday, type OpenInterval, type Schedule, weekdays } from "./schedule.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

type Opening = { readonly opensMs: number; readonly closesMs: number };

/**
 * When the office is open from one moment until another, in order, by its own clocks: an hour that they skip is not
 * there, one that they show twice counts twice. An opening may come in several pieces.
 */
export function* openings(schedule: Schedule, fromMs: number, untilMs: number): Generator<Opening> {
  const holidays = schedule.holidays.map(daysOf);
  for (const { startMs, endMs, offsetMs } of steadySpans(schedule.timeZone, fromMs, untilMs)) {
    for (let day = Math.floor((startMs + offsetMs) / dayMs); day * dayMs - offsetMs < endMs; day += 1) {
      if (holidays.some(({ first, last }) => first <= day && day <= last)) continue;
      for (const { fromMinute, toMinute } of intervalsOf(day, schedule)) {
        const midnightMs = day * dayMs - offsetMs;
        const opensMs = Math.max(midnightMs + fromMinute * minuteMs, startMs);
        const closesMs = Math.min(midnightMs + toMinute * minuteMs, endMs);
        if (opensMs < closesMs) yield { opensMs, closesMs };
      }
    }
  }
}

/** Days are counted from 1 January 1970, which was a Thursday. */
function intervalsOf(day: number, { intervals }: Schedule): readonly OpenInterval[] {
  const weekday = weekdays.at((day + weekdays.indexOf("thu")) % 7);
  return (weekday && intervals[weekday]) ?? [];
}

function daysOf({ from, to }: Holiday): { readonly first: number; readonly last: number } {
  return { first: Date.parse(from) / dayMs, last: Date.parse(to) / dayMs };
}

/** No zone has changed its clocks twice within a week since 2001 (the tz database, as far as it foresees). */
const stepMs = 7 * dayMs;

type SteadySpan = { readonly startMs: number; readonly endMs: number; readonly offsetMs: number };

/** The time from one moment until another, in spans in which the clocks of the zone are not changed. */
function* steadySpans(timeZone: string, fromMs: number, untilMs: number): Generator<SteadySpan> {
  const zone = IANAZone.create(timeZone);
  let [startMs, offset] = [fromMs, zone.offset(fromMs)];
  while (startMs < untilMs) {
    const aheadMs = Math.min(startMs + stepMs, untilMs);
    const offsetAhead = zone.offset(aheadMs);
    const endMs = offsetAhead === offset ? aheadMs : changeOfClocks(zone, startMs, aheadMs);
    yield { startMs, endMs, offsetMs: offset * minuteMs };
    [startMs, offset] = [endMs, offsetAhead];
  }
}

/** The first moment that has not the offset of `beforeMs`; `afterMs` has not. */
function changeOfClocks(zone: IANAZone, beforeMs: number, afterMs: number): number {
  const offset = zone.offset(beforeMs);
  let [before, after] = [beforeMs, afterMs];
  while (after - before > 1) {
    const between = Math.floor((before + after) / 2);
    if (zone.offset(between) === offset) before = between;
    else after = between;
  }
  return after;
}
