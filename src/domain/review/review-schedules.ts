import type { DateTime } from "luxon";

import { type Catalogue, namedSchedules } from "../catalogue/catalogue.ts";
import { type Finding, inconsistent, missing, present } from "./review-finding.ts";
import type { Schedule } from "../hours/schedule.ts";

const about = { topic: "schedules", level: null } as const;

/** Holidays of the next twelve months reach so far: few countries go the last three without one. */
const listedAheadMonths = 9;

/** Whether business hours are defined, in use, and know the holidays of the next twelve months. */
export function reviewSchedules({ schedules, serviceLevels }: Catalogue, now: DateTime): Finding[] {
  if (schedules.length === 0) {
    return [missing(about, "nothing says what business hours are; they are all hours", ["schedules"])];
  }
  const used = namedSchedules(serviceLevels);
  return schedules.flatMap((schedule) => {
    const { name, timeZone, holidays } = schedule;
    const troubles = [
      ...(used.has(name) ? [] : [inconsistent(about, `no level counts by ${name}`, ["schedules", name])]),
      ...holidayTroubles(schedule, now),
    ];
    return troubles.length > 0
      ? troubles
      : [present(about, `${name} (${timeZone}), holidays until ${lastOf(holidays)}`)];
  });
}

function holidayTroubles({ name, timeZone, holidays }: Schedule, now: DateTime): Finding[] {
  const needed = now.setZone(timeZone).plus({ months: listedAheadMonths }).toISODate();
  const last = lastOf(holidays);
  if (last !== undefined && needed !== null && last >= needed) return [];
  const until = last === undefined ? "no holidays" : `holidays only until ${last}`;
  return [
    missing(about, `${name} has ${until}; the next twelve months need theirs`, [
      "schedules",
      name,
      "holidays",
    ]),
  ];
}

function lastOf(holidays: Schedule["holidays"]): string | undefined {
  return holidays
    .map(({ to }) => to)
    .sort()
    .at(-1);
}
