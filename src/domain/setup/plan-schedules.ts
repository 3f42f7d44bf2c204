import type { DateTime } from "luxon";

import type { Catalogue } from "../catalogue/catalogue.ts";
import type { LiveAccount, LiveSchedule } from "./live-account.ts";
import { planHolidays } from "./plan-holidays.ts";
import type { Schedule } from "../hours/schedule.ts";
import { pathIdFrom, stepId } from "./setup-reference.ts";
import { scheduleNotes } from "./setup-schedule-notes.ts";
import { joinPlans, type SetupPlan, type SetupRequest, type SetupStep } from "./setup-step.ts";
import { inWords, isSameWeek, type WeekInterval, weekOf } from "./setup-week.ts";
import { getZendeskTimeZone } from "./zendesk-time-zone.ts";

const path = "/business_hours/schedules";

/** Schedules are known by their names. One that the catalogue does not name may be anybody's: it stays, also when pruning. */
export function planSchedules(
  catalogue: Catalogue,
  live: Pick<LiveAccount, "schedules">,
  options: { readonly isPruning: boolean; readonly now: DateTime },
): SetupPlan {
  return joinPlans([
    ...catalogue.schedules.map((schedule) => {
      const zone = getZendeskTimeZone(schedule.timeZone);
      const existing = live.schedules.find(({ name }) => name === schedule.name);
      return joinPlans([
        { steps: existing ? mending(schedule, zone, existing) : [creating(schedule, zone)], notes: [] },
        planHolidays(schedule, existing, options),
      ]);
    }),
    { steps: [], notes: scheduleNotes(catalogue, live) },
  ]);
}

/** A new schedule opens when Zendesk thinks; its hours have a path of their own ("Schedules", workweek). */
function creating(schedule: Schedule, zone: string): SetupStep {
  const id = stepId("schedule", schedule.name);
  const week = weekOf(schedule);
  return {
    id,
    resource: "schedule",
    action: "create",
    name: `schedule ${schedule.name}`,
    changes: [
      { field: "time zone", before: null, after: zone },
      { field: "hours", before: null, after: inWords(week) },
    ],
    requests: [
      { method: "POST", path, body: { schedule: { name: schedule.name, time_zone: zone } } },
      putWeek(pathIdFrom(id), week),
    ],
    undo: [{ method: "DELETE", path: `${path}/${pathIdFrom(id)}` }],
  };
}

function mending(schedule: Schedule, zone: string, live: LiveSchedule): readonly SetupStep[] {
  const week = weekOf(schedule);
  const isOtherZone = live.timeZone !== zone;
  const isOtherWeek = !isSameWeek(live.intervals, week);
  if (!isOtherZone && !isOtherWeek) return [];
  const put = (timeZone: string, intervals: readonly WeekInterval[]): readonly SetupRequest[] => [
    ...(isOtherZone ? [putZone(live, timeZone)] : []),
    ...(isOtherWeek ? [putWeek(String(live.id), intervals)] : []),
  ];
  return [
    {
      id: stepId("schedule", schedule.name),
      resource: "schedule",
      action: "update",
      name: `schedule ${schedule.name}`,
      changes: [
        ...(isOtherZone ? [{ field: "time zone", before: live.timeZone, after: zone }] : []),
        ...(isOtherWeek ? [{ field: "hours", before: inWords(live.intervals), after: inWords(week) }] : []),
      ],
      requests: put(zone, week),
      undo: put(live.timeZone, live.intervals),
    },
  ];
}

function putZone({ id, name }: LiveSchedule, timeZone: string): SetupRequest {
  return { method: "PUT", path: `${path}/${id}`, body: { schedule: { name, time_zone: timeZone } } };
}

function putWeek(id: string, week: readonly WeekInterval[]): SetupRequest {
  return {
    method: "PUT",
    path: `${path}/${id}/workweek`,
    body: {
      workweek: { intervals: week.map(({ start, end }) => ({ start_time: start, end_time: end })) },
    },
  };
}
