import type { DateTime } from "luxon";

import type { LiveHoliday, LiveSchedule } from "./live-account.ts";
import type { Holiday, Schedule } from "../hours/schedule.ts";
import { pairHolidays } from "./setup-holiday-pairs.ts";
import { pathIdFrom, stepId } from "./setup-reference.ts";
import type { SetupPlan, SetupRequest, SetupStep } from "./setup-step.ts";

/**
 * One by one, as Zendesk keeps them. What is over changes no due time any more and is left alone, in the catalogue and
 * in Zendesk. `live`: undefined when the schedule is yet to be made.
 */
export function planHolidays(
  schedule: Schedule,
  live: LiveSchedule | undefined,
  { isPruning, now }: { readonly isPruning: boolean; readonly now: DateTime },
): SetupPlan {
  const today = now.setZone(schedule.timeZone);
  const { missing, moved, surplus } = pairHolidays(schedule.holidays, live?.holidays ?? [], dateOf(today));
  // Zendesk takes none that began more than two years ago or ends more than two years ahead ("Holidays").
  const [earliest, latest] = [dateOf(today.minus({ years: 2 })), dateOf(today.plus({ years: 2 }))];
  const isTaken = ({ from, to }: Holiday): boolean => from >= earliest && to <= latest;

  const id = live ? String(live.id) : pathIdFrom(stepId("schedule", schedule.name));
  const at: Place = { schedule: schedule.name, path: `/business_hours/schedules/${id}/holidays` };
  return {
    steps: [
      ...missing.filter(isTaken).map((holiday) => creating(holiday, at)),
      ...moved
        .filter(({ holiday }) => isTaken(holiday))
        .map(({ holiday, live: old }) => moving(holiday, old, at)),
      ...(isPruning ? surplus.map((old) => deleting(old, at)) : []),
    ],
    notes: [
      ...[...missing, ...moved.map(({ holiday }) => holiday)]
        .filter((holiday) => !isTaken(holiday))
        .map(({ name, from, to }) => {
          const limits = `Zendesk takes holidays from ${earliest} to ${latest}`;
          return `holiday ${name} (${days(from, to)}) of schedule ${at.schedule} is left out: ${limits}`;
        }),
      ...(isPruning ? [] : surplus).map(({ name, startDate, endDate }) => {
        const when = days(startDate, endDate);
        return `holiday ${name} (${when}) of schedule ${at.schedule} is not in the catalogue: apply --prune deletes it`;
      }),
    ],
  };
}

type Place = { readonly schedule: string; readonly path: string };

function creating(holiday: Holiday, at: Place): SetupStep {
  const id = idOf(holiday, at);
  return {
    id,
    resource: "holiday",
    action: "create",
    name: `holiday ${holiday.name} of schedule ${at.schedule}`,
    changes: [{ field: "days", before: null, after: days(holiday.from, holiday.to) }],
    requests: [post(holiday, at)],
    undo: [{ method: "DELETE", path: `${at.path}/${pathIdFrom(id)}` }],
  };
}

function moving(holiday: Holiday, live: LiveHoliday, at: Place): SetupStep {
  const put = ({ name, from, to }: Holiday): SetupRequest => ({
    method: "PUT",
    path: `${at.path}/${live.id}`,
    body: { holiday: { name, start_date: from, end_date: to } },
  });
  return {
    id: idOf(holiday, at),
    resource: "holiday",
    action: "update",
    name: `holiday ${holiday.name} of schedule ${at.schedule}`,
    changes: [
      {
        field: "days",
        before: days(live.startDate, live.endDate),
        after: days(holiday.from, holiday.to),
      },
    ],
    requests: [put(holiday)],
    undo: [put(asHoliday(live))],
  };
}

function deleting(live: LiveHoliday, at: Place): SetupStep {
  return {
    id: stepId("holiday", `${at.schedule}/${live.id}`),
    resource: "holiday",
    action: "delete",
    name: `holiday ${live.name} of schedule ${at.schedule}`,
    changes: [{ field: "days", before: days(live.startDate, live.endDate), after: null }],
    requests: [{ method: "DELETE", path: `${at.path}/${live.id}` }],
    undo: [post(asHoliday(live), at)],
  };
}

/** Names come back every year. */
function idOf({ name, from, to }: Holiday, at: Place): string {
  return stepId("holiday", `${at.schedule}/${name} ${days(from, to)}`);
}

function post({ name, from, to }: Holiday, at: Place): SetupRequest {
  return { method: "POST", path: at.path, body: { holiday: { name, start_date: from, end_date: to } } };
}

function asHoliday({ name, startDate, endDate }: LiveHoliday): Holiday {
  return { name, from: startDate, to: endDate };
}

function days(from: string, to: string): string {
  return from === to ? from : `${from} to ${to}`;
}

function dateOf(moment: DateTime): string {
  return moment.toFormat("yyyy-MM-dd");
}
