import type { DateTime } from "luxon";

import type { FullCompare } from "../catalogue/catalogue.ts";

/** When the daily comparison was last due, seen from `now`. */
export function lastDueAt({ at, timeZone }: FullCompare, now: DateTime): DateTime {
  const [hour = 0, minute = 0] = at.split(":").map(Number);
  // From midnight on: of a time that the clocks of a day show twice, it is always the first.
  const today = now.setZone(timeZone).startOf("day").set({ hour, minute });
  return today <= now ? today : today.minus({ days: 1 });
}
