import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Account } from "./account.ts";
import { holidayChanges, newHoliday } from "./holidays.ts";
import { blankValue, recordInvalid } from "./refusal.ts";
import { givenIntervals, intervalsOf, officeHours } from "./schedule-intervals.ts";
import type { Schedule } from "./schedule.ts";
import { timeZones } from "./time-zones.ts";

/** What the API takes with a schedule; intervals and holidays have endpoints of their own. */
export const scheduleChanges = z.object({
  name: z.exactOptional(z.string()),
  time_zone: z.exactOptional(z.string()),
});
/** What people can change of one in Zendesk's own pages. Holidays given replace all of them. */
export const scheduleEdit = scheduleChanges.extend({
  intervals: z.exactOptional(givenIntervals),
  holidays: z.exactOptional(z.array(holidayChanges)),
});
export type ScheduleEdit = z.infer<typeof scheduleEdit>;

export function createSchedule(account: Account, given: ScheduleEdit): Schedule {
  const now = account.timestamp();
  const blank: Schedule = {
    id: account.newId(),
    name: "",
    time_zone: "",
    created_at: now,
    updated_at: now,
    intervals: officeHours,
    holidays: [],
  };
  return account.schedules.put(edited(account, blank, given));
}

/** Keys left out stay as they are. */
export function updateSchedule(account: Account, schedule: Schedule, edit: ScheduleEdit): Schedule {
  return keepSchedule(account, schedule, edited(account, schedule, edit));
}

/** A schedule is newer when anything of it changed, its holidays included. */
export function keepSchedule(account: Account, before: Schedule, after: Schedule): Schedule {
  if (isDeepStrictEqual(after, before)) return before;
  return account.schedules.put({ ...after, updated_at: account.timestamp() });
}

export function presentSchedule({ holidays: _elsewhere, ...schedule }: Schedule): object {
  return schedule;
}

function edited(account: Account, before: Schedule, edit: ScheduleEdit): Schedule {
  const { intervals, holidays, ...changes } = edit;
  const after = {
    ...before,
    ...changes,
    intervals: intervals ? intervalsOf(intervals) : before.intervals,
    holidays: holidays ? holidays.map((holiday) => newHoliday(account, holiday)) : before.holidays,
  };
  if (after.name.trim() === "") throw recordInvalid({ name: [blankValue("Name")] });
  if (!timeZones.some(({ name }) => name === after.time_zone)) {
    throw recordInvalid({
      time_zone: [
        { description: `Time zone: ${after.time_zone} is not included in the list`, error: "InvalidValue" },
      ],
    });
  }
  return after;
}
