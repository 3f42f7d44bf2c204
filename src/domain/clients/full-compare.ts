import type { DateTime } from "luxon";

import type { FullCompare } from "../catalogue/catalogue.ts";

/** When the daily comparison was last due, seen from `now`. */
export function lastDueAt({ at, timeZone }: FullCompare, now: DateTime): DateTime {
  const [hour = 0, minute = 0] = at.split(":").map(Number);
  const today = now.setZone(timeZone).set({ hour, minute, second: 0, millisecond: 0 });
  return today <= now ? today : today.minus({ days: 1 });
}
