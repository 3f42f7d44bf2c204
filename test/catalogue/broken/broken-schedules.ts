import { office, smallest, withLevel } from "../reading.ts";
import type { Broken } from "./broken.ts";

export const brokenSchedules: readonly Broken[] = [
  [
    "a schedule that is not there",
    withLevel("schedule: Late") + office,
    '4: service_levels.0.schedule: there is no schedule "Late"; there is only Office',
  ],
  [
    "a schedule named twice",
    smallest + office + office.replace("schedules:\n", ""),
    '14: schedules.1.name: "Office" is used twice; leave out one of them or call it something else',
  ],
  [
    "a time zone that is none",
    smallest + office.replace("America/Los_Angeles", "Pacific"),
    "8: schedules.0.time_zone: must be a time zone, as in Europe/Berlin",
  ],
  [
    "a time zone that Zendesk does not have",
    smallest + office.replace("America/Los_Angeles", "America/Toronto"),
    "8: schedules.0.time_zone: Zendesk has no time zone America/Toronto; the nearest are America/Indiana/Indianapolis, America/New_York, America/Bogota",
  ],
  [
    "a day that is none",
    smallest + office.replace("sun", "sunday"),
    "11: schedules.0.intervals.sunday: unknown key; did you mean sun?",
  ],
  [
    "a time of day that is none",
    smallest + office.replace("24:00", "24:30"),
    '11: schedules.0.intervals.sun.0: must be from one time of day to another, as in "09:00-17:00"',
  ],
  [
    "a time of day instead of a list",
    smallest + office.replace('["22:00-24:00"]', '"22:00-24:00"'),
    "11: schedules.0.intervals.sun: must be a list, as in [ 09:00-17:00 ]",
  ],
  [
    "an empty interval",
    smallest + office.replace("22:00-24:00", "22:00-22:00"),
    "11: schedules.0.intervals.sun.0: must end after it begins, on the same day; two intervals, as in 22:00-24:00 and 00:00-02:00, go over midnight",
  ],
  [
    "an interval over midnight",
    smallest + office.replace("22:00-24:00", "22:00-02:00"),
    "11: schedules.0.intervals.sun.0: must end after it begins, on the same day; two intervals, as in 22:00-24:00 and 00:00-02:00, go over midnight",
  ],
  [
    "intervals that overlap",
    smallest + office.replace("09:00-12:00", "09:00-13:01"),
    "10: schedules.0.intervals.mon.1: overlaps an interval before it; make it one interval or let one end where the other begins",
  ],
  [
    "a date that is none",
    smallest + office.replace("2026-12-26", "2026-12-32"),
    "13: schedules.0.holidays.0.to: must be a date, as in 2026-12-25",
  ],
  [
    "holidays that end before they begin",
    smallest + office.replace("2026-12-26", "2026-12-24"),
    "13: schedules.0.holidays.0.to: must not be before from; for a single day write the same date twice",
  ],
  [
    "a comparison at a time that is none",
    smallest + 'full_compare: { at: "2:00" }\n',
    '6: full_compare.at: must be a time of day in quotes, as in "02:00"',
  ],
  [
    "a comparison that does what it should not",
    smallest + 'full_compare: { at: "02:00", on_manual_edit: ignore }\n',
    '6: full_compare.on_manual_edit: cannot be "ignore"; there are restore, report',
  ],
  [
    "a comparison in a time zone that is none",
    smallest + 'full_compare: { at: "02:00", time_zone: CEST }\n',
    "6: full_compare.time_zone: must be a time zone, as in Europe/Berlin",
  ],
  [
    "a reading more than once a minute",
    smallest + "catch_up: { every_minutes: 0 }\n",
    "6: catch_up.every_minutes: must be at least 1",
  ],
  [
    "a reading less than once an hour",
    smallest + "catch_up: { every_minutes: 61 }\n",
    "6: catch_up.every_minutes: must be at most 60",
  ],
  [
    "a reading every half minute",
    smallest + "catch_up: { every_minutes: 0.5 }\n",
    "6: catch_up.every_minutes: must be a whole number, as in 5",
  ],
  [
    "a reading since a day that is none",
    smallest + "catch_up: { since: yesterday }\n",
    "6: catch_up.since: must be a date or a moment, as in 2026-11-20 or 2026-11-20T15:04:05Z",
  ],
];
