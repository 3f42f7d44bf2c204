import { DateTime } from "luxon";

import { openings } from "./business-hours-openings.ts";
import type { Schedule } from "./schedule.ts";

/** How far is looked ahead: a schedule may never open. */
const horizonYears = 2;

/**
 * When the office closes on the last of so many business days (at least one); the day of `from` is not counted. Without
 * a schedule every day is one. Undefined when that is not within two years.
 */
export function endOfBusinessDays(
  from: DateTime,
  days: number,
  schedule: Schedule | null,
): DateTime | undefined {
  if (!schedule) return from.plus({ days });
  const dayOf = (ms: number): string | null =>
    DateTime.fromMillis(ms, { zone: schedule.timeZone }).toISODate();
  const untilMs = from.plus({ years: horizonYears }).toMillis();
  let [today, counted] = [dayOf(from.toMillis()), 0];
  let closedMs: number | undefined;
  for (const { opensMs, closesMs } of openings(schedule, from.toMillis(), untilMs)) {
    const day = dayOf(opensMs);
    if (day !== today) {
      if (counted === days) break;
      [today, counted] = [day, counted + 1];
    }
    if (counted === days) closedMs = closesMs;
  }
  return closedMs === undefined ? undefined : DateTime.fromMillis(closedMs, { zone: "utc" });
}
