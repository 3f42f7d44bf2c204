import type { ZendeskClient } from "node-zendesk";
import { z } from "zod";

import type { LiveHoliday, LiveSchedule } from "../domain/setup/live-account.ts";
import { listPages } from "./raw-request.ts";

const schedulesAnswer = z.object({
  schedules: z
    .array(
      z.object({
        id: z.coerce.number(),
        name: z.string(),
        time_zone: z.string(),
        intervals: z
          .array(z.object({ start_time: z.coerce.number(), end_time: z.coerce.number() }))
          .nullish(),
      }),
    )
    .nullish(),
});
const holidaysAnswer = z.object({
  holidays: z
    .array(
      z.object({
        id: z.coerce.number(),
        name: z.string(),
        start_date: z.string(),
        end_date: z.string(),
      }),
    )
    .nullish(),
});

const schedulesPath = "business_hours/schedules";

/** All schedules; the holidays of each take a call of their own. */
export async function listLiveSchedules(client: ZendeskClient): Promise<LiveSchedule[]> {
  const pages = z.array(schedulesAnswer).parse(await listPages(client, schedulesPath));
  const rows = pages.flatMap(({ schedules }) => schedules ?? []);
  return await Promise.all(
    rows.map(async ({ id, name, time_zone: timeZone, intervals }) => ({
      id,
      name,
      timeZone,
      intervals: (intervals ?? []).map(({ start_time: start, end_time: end }) => ({ start, end })),
      holidays: await listHolidays(client, id),
    })),
  );
}

async function listHolidays(client: ZendeskClient, scheduleId: number): Promise<LiveHoliday[]> {
  const pages = await listPages(client, `${schedulesPath}/${scheduleId}/holidays`);
  return z
    .array(holidaysAnswer)
    .parse(pages)
    .flatMap(({ holidays }) => holidays ?? [])
    .map(({ id, name, start_date: startDate, end_date: endDate }) => ({ id, name, startDate, endDate }));
}
