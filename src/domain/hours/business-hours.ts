import type { DateTime } from "luxon";

import { openings } from "./business-hours-openings.ts";
import type { Schedule } from "./schedule.ts";

/** How far "due at" looks ahead: a schedule may never open, or open for a minute a week. */
const horizonYears = 10;

/** How long the office was open between two moments (milliseconds); without a schedule it always is. */
export function elapsedMs(from: DateTime, to: DateTime, schedule: Schedule | null): number {
  if (!schedule) return Math.max(0, to.toMillis() - from.toMillis());
  let total = 0;
  for (const { opensMs, closesMs } of openings(schedule, from.toMillis(), to.toMillis())) {
    total += closesMs - opensMs;
  }
  return total;
}

/**
 * The first moment at which the office was open for so long since `from`, in the zone of `from`: what fills a day is
 * due when the office closes, not when it opens again. Undefined when that is not within ten years.
 */
export function dueAt(from: DateTime, durationMs: number, schedule: Schedule | null): DateTime | undefined {
  if (!schedule || durationMs <= 0) return from.plus(Math.max(0, durationMs));
  let leftMs = durationMs;
  for (const { opensMs, closesMs } of openings(
    schedule,
    from.toMillis(),
    from.plus({ years: horizonYears }).toMillis(),
  )) {
    if (leftMs <= closesMs - opensMs) return from.plus(opensMs + leftMs - from.toMillis());
    leftMs -= closesMs - opensMs;
  }
  return undefined;
}
