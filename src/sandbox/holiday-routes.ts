import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Account } from "./account.ts";
import { changedHoliday, holidayChanges, newHoliday } from "./holidays.ts";
import { permitted } from "./permitted.ts";
import { recordNotFound } from "./refusal.ts";
import { addressOf, queryOf } from "./request-parts.ts";
import { scheduleIn } from "./schedule-routes.ts";
import type { Holiday, Schedule } from "./schedule.ts";
import { keepSchedule } from "./schedules.ts";

const all = "/business_hours/schedules/:id/holidays";
const controller = "business_hours/holidays";
const root = "holiday";

/** The holidays of schedules under /api/v2 (Zendesk API reference, Schedules). */
export function serveHolidays(api: FastifyInstance, account: Account): void {
  const keep = (schedule: Schedule, holidays: readonly Holiday[]): void =>
    void keepSchedule(account, schedule, { ...schedule, holidays });

  api.get(all, (request) => {
    const { start_date: from = "", end_date: to = "9" } = queryOf(request);
    const { holidays } = scheduleIn(request, account);
    return {
      holidays: holidays.filter((holiday) => holiday.end_date >= from && holiday.start_date <= to),
      url: addressOf(request),
    };
  });

  api.post(all, (request, reply) => {
    const action = { controller, action: "create", root, permits: holidayChanges };
    const schedule = scheduleIn(request, account);
    const holiday = newHoliday(account, permitted(request, reply, action));
    keep(schedule, [...schedule.holidays, holiday]);
    void reply.code(201);
    return { holiday };
  });

  api.get(`${all}/:holidayId`, (request) => ({ holiday: asked(request, scheduleIn(request, account)) }));

  api.put(`${all}/:holidayId`, (request, reply) => {
    const action = { controller, action: "update", root, permits: holidayChanges };
    const schedule = scheduleIn(request, account);
    const before = asked(request, schedule);
    const holiday = changedHoliday(account, before, permitted(request, reply, action));
    keep(
      schedule,
      schedule.holidays.map((other) => (other === before ? holiday : other)),
    );
    return { holiday };
  });

  api.delete(`${all}/:holidayId`, (request, reply) => {
    const schedule = scheduleIn(request, account);
    const gone = asked(request, schedule);
    keep(
      schedule,
      schedule.holidays.filter((other) => other !== gone),
    );
    return reply.code(204).send();
  });
}

function asked(request: FastifyRequest, { holidays }: Schedule): Holiday {
  const { holidayId } = request.params as { readonly holidayId: string };
  const holiday = holidays.find(({ id }) => String(id) === holidayId);
  if (!holiday) throw recordNotFound();
  return holiday;
}
