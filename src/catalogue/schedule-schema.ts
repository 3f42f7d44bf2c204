import { DateTime } from "luxon";
import { z } from "zod";

import { type OpenInterval, weekdays } from "../domain/hours/schedule.ts";
import { findZendeskTimeZone, nearestTimeZones } from "../domain/setup/zendesk-time-zone.ts";
import { byName } from "./by-name.ts";
import { name, timeZone } from "./names.ts";

const pattern = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

const intervalHint = 'must be from one time of day to another, as in "09:00-17:00"';

const interval = z
  .string()
  .regex(pattern, intervalHint)
  .meta({ examples: ["09:00-17:00"] })
  .transform((text): OpenInterval => {
    const [, hour, minute, endHour = "24", endMinute = "00"] = pattern.exec(text) ?? [];
    return {
      fromMinute: Number(hour) * 60 + Number(minute),
      toMinute: Number(endHour) * 60 + Number(endMinute),
    };
  })
  .refine(
    ({ fromMinute, toMinute }) => fromMinute < toMinute,
    "must end after it begins, on the same day; two intervals, as in 22:00-24:00 and 00:00-02:00, go over midnight",
  );

const intervalsOfDay = z
  .array(interval)
  .superRefine((intervals, context) => {
    for (const [index, { fromMinute, toMinute }] of intervals.entries()) {
      const isTaken = intervals
        .slice(0, index)
        .some((other) => other.fromMinute < toMinute && fromMinute < other.toMinute);
      if (isTaken)
        context.addIssue({
          code: "custom",
          path: [index],
          message:
            "overlaps an interval before it; make it one interval or let one end where the other begins",
        });
    }
  })
  .transform((intervals) => intervals.toSorted((one, other) => one.fromMinute - other.fromMinute));

const dateHint = "must be a date, as in 2026-12-25";

const date = z
  .string()
  .refine((text) => /^\d{4}-\d\d-\d\d$/.test(text) && DateTime.fromISO(text).isValid, dateHint)
  .meta({ description: "As in 2026-12-25.", examples: ["2026-12-25"] });

const holiday = z
  .strictObject({ name: name.meta({ examples: ["Christmas"] }), from: date, to: date })
  .refine(({ from, to }) => from <= to, {
    path: ["to"],
    message: "must not be before from; for a single day write the same date twice",
  })
  .meta({ examples: [{ name: "Christmas", from: "2026-12-24", to: "2026-12-25" }] });

const zendeskTimeZone = timeZone.check((context) => {
  const zone = context.value;
  if (findZendeskTimeZone(zone) !== undefined) return;
  const message = `Zendesk has no time zone ${zone}; the nearest are ${nearestTimeZones(zone, 3).join(", ")}`;
  context.issues.push({ code: "custom", input: zone, message });
});

export const schedule = z
  .strictObject({
    name: name.meta({ examples: ["Office"] }),
    time_zone: zendeskTimeZone.meta({
      description: "IANA name of a time zone that Zendesk knows, too.",
      examples: ["Europe/Berlin"],
    }),
    intervals: byName(weekdays, intervalsOfDay).meta({
      description: "From when to when, by the clocks there; several a day are fine, a day may end at 24:00.",
      examples: [{ mon: ["09:00-17:00"] }],
    }),
    holidays: z.array(holiday).default([]).meta({ description: "Whole days, the last one included." }),
  })
  .meta({
    examples: [{ name: "Office", time_zone: "Europe/Berlin", intervals: { mon: ["09:00-17:00"] } }],
  });
