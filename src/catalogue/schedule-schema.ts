import { DateTime } from "luxon";
import { z } from "zod";

import { type OpenInterval, weekdays } from "../domain/schedule.ts";
import { byName } from "./by-name.ts";
import { name, timeZone } from "./names.ts";

const pattern = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

const interval = z
  .string()
  .regex(pattern, 'must be from one time of day to another, as in "09:00-17:00"')
  .transform((text): OpenInterval => {
    const [, hour, minute, endHour = "24", endMinute = "00"] = pattern.exec(text) ?? [];
    return {
      fromMinute: Number(hour) * 60 + Number(minute),
      toMinute: Number(endHour) * 60 + Number(endMinute),
    };
  })
  .refine(({ fromMinute, toMinute }) => fromMinute < toMinute, "must end after it begins, on the same day");

const intervalsOfDay = z
  .array(interval)
  .superRefine((intervals, context) => {
    for (const [index, { fromMinute, toMinute }] of intervals.entries()) {
      const isTaken = intervals
        .slice(0, index)
        .some((other) => other.fromMinute < toMinute && fromMinute < other.toMinute);
      if (isTaken)
        context.addIssue({ code: "custom", path: [index], message: "overlaps an interval before it" });
    }
  })
  .transform((intervals) => intervals.toSorted((one, other) => one.fromMinute - other.fromMinute));

const date = z
  .string()
  .refine(
    (text) => /^\d{4}-\d\d-\d\d$/.test(text) && DateTime.fromISO(text).isValid,
    "must be a date, as in 2026-12-25",
  );

const holiday = z
  .strictObject({ name, from: date, to: date })
  .refine(({ from, to }) => from <= to, { path: ["to"], message: "must not be before from" });

export const schedule = z.strictObject({
  name,
  time_zone: timeZone,
  intervals: byName(weekdays, intervalsOfDay),
  holidays: z.array(holiday).default([]),
});
