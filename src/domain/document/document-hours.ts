import { DateTime } from "luxon";

import { type Catalogue, namedSchedules, type ServiceLevel } from "../catalogue/catalogue.ts";
import { type Block, paragraph, type Section, table } from "./document-tree.ts";
import {
  type Holiday,
  type OpenInterval,
  type Schedule,
  timeOfDay,
  type Weekday,
  weekdays,
} from "../hours/schedule.ts";

const weekdayNames: Readonly<Record<Weekday, string>> = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
};

/** When the offices that the levels name are open, by their own clocks, and their holidays of the coming year. */
export function hoursSections(
  { schedules }: Catalogue,
  levels: readonly ServiceLevel[],
  now: DateTime,
): readonly Section[] {
  const named = namedSchedules(levels);
  return schedules
    .filter(({ name }) => named.has(name))
    .map((schedule) => ({
      title: `Hours of ${schedule.name}`,
      blocks: [paragraph(`Local time in ${schedule.timeZone}.`), ...week(schedule)],
      sections: holidays(schedule, now),
    }));
}

function week({ intervals }: Schedule): readonly Block[] {
  return table(
    ["Day", "Open"],
    weekdays.map((weekday) => [
      weekdayNames[weekday],
      (intervals[weekday] ?? []).map(inWords).join(", ") || "closed",
    ]),
  );
}

function inWords({ fromMinute, toMinute }: OpenInterval): string {
  return fromMinute === 0 && toMinute === 24 * 60
    ? "all day"
    : `${timeOfDay(fromMinute)} – ${timeOfDay(toMinute)}`;
}

function holidays({ holidays: all, timeZone }: Schedule, now: DateTime): readonly Section[] {
  const today = now.setZone(timeZone);
  const [first, last] = [today.toISODate() ?? "", today.plus({ years: 1 }).toISODate() ?? ""];
  const rows = all
    .filter(({ from, to }) => first <= to && from <= last)
    .toSorted((one, other) => one.from.localeCompare(other.from))
    .map((holiday) => [holiday.name, daysOf(holiday)]);
  return rows.length === 0
    ? []
    : [{ title: "Closed for holidays", blocks: table(["Holiday", "Days"], rows), sections: [] }];
}

function daysOf({ from, to }: Holiday): string {
  const [first, last] = [from, to].map((date) =>
    DateTime.fromISO(date, { locale: "en" }).toFormat("ccc d MMM yyyy"),
  );
  return from === to ? `${first}` : `${first} – ${last}`;
}
