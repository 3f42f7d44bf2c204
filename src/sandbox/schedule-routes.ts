import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Account } from "./account.ts";
import { permitted } from "./permitted.ts";
import { recordNotFound } from "./refusal.ts";
import { addressOf, idIn } from "./request-parts.ts";
import { givenIntervals } from "./schedule-intervals.ts";
import type { Schedule } from "./schedule.ts";
import { createSchedule, presentSchedule, scheduleChanges, updateSchedule } from "./schedules.ts";
import { presentTimeZone, timeZones } from "./time-zones.ts";

const controller = "business_hours/schedules";
const all = `/${controller}`;
const root = "schedule";

/** Schedules under /api/v2, and the time zones they may be in (Zendesk API reference, Schedules). */
export function serveSchedules(api: FastifyInstance, account: Account): void {
  api.get(all, (request) => ({
    schedules: account.schedules.list().map(presentSchedule),
    url: addressOf(request),
  }));

  api.post(all, (request, reply) => {
    const action = { controller, action: "create", root, permits: scheduleChanges };
    const schedule = createSchedule(account, permitted(request, reply, action));
    void reply.code(201);
    return { schedule: presentSchedule(schedule) };
  });

  api.get(`${all}/:id`, (request) => ({ schedule: presentSchedule(scheduleIn(request, account)) }));

  api.put(`${all}/:id`, (request, reply) => {
    const action = { controller, action: "update", root, permits: scheduleChanges };
    const changes = permitted(request, reply, action);
    return { schedule: presentSchedule(updateSchedule(account, scheduleIn(request, account), changes)) };
  });

  api.delete(`${all}/:id`, (request, reply) => {
    account.schedules.remove(scheduleIn(request, account).id);
    return reply.code(204).send();
  });

  api.put(`${all}/:id/workweek`, (request, reply) => {
    const permits = z.object({ intervals: givenIntervals });
    const workweek = permitted(request, reply, { controller, action: "workweek", root: "workweek", permits });
    const { intervals } = updateSchedule(account, scheduleIn(request, account), workweek);
    return { workweek: { intervals } };
  });

  api.get("/time_zones", () => {
    const now = account.timestamp();
    return { time_zones: timeZones.map((zone) => presentTimeZone(zone, now)), count: timeZones.length };
  });
}

/** The schedule in the path. */
export function scheduleIn(request: FastifyRequest, account: Account): Schedule {
  const schedule = account.schedules.get(idIn(request, controller));
  if (!schedule) throw recordNotFound();
  return schedule;
}
