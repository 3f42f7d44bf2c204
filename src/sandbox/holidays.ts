import { DateTime } from "luxon";
import { z } from "zod";
import type { Account } from "./account.ts";
import { blankValue, recordInvalid } from "./refusal.ts";
import type { Holiday } from "./schedule.ts";

export const holidayChanges = z.object({
  name: z.exactOptional(z.string()),
  start_date: z.exactOptional(z.string()),
  end_date: z.exactOptional(z.string()),
});
export type HolidayChanges = z.infer<typeof holidayChanges>;

const maxYears = 2;

export function newHoliday(account: Account, given: HolidayChanges): Holiday {
  const { name = "", start_date: start = "", end_date: end = start } = given;
  const holiday = { id: account.newId(), name, start_date: start, end_date: end };
  return checked(holiday, account.timestamp());
}

export function changedHoliday(account: Account, holiday: Holiday, changes: HolidayChanges): Holiday {
  return checked({ ...holiday, ...changes }, account.timestamp());
}

/** Two years back and two years ahead are as far as Zendesk takes holidays (API reference, Schedules). */
function checked(holiday: Holiday, timestamp: string): Holiday {
  const [start, end] = [dateOf("start_date", holiday), dateOf("end_date", holiday)];
  const now = DateTime.fromISO(timestamp, { zone: "utc" }).startOf("day");
  if (holiday.name.trim() === "") throw recordInvalid({ name: [blankValue("Name")] });
  if (end < start) throw refused("end_date", "is before the start date");
  if (start < now.minus({ years: maxYears })) throw refused("start_date", "is over two years ago");
  if (end > now.plus({ years: maxYears })) throw refused("end_date", "is over two years ahead");
  return holiday;
}

function dateOf(key: "start_date" | "end_date", holiday: Holiday): DateTime {
  const date = DateTime.fromFormat(holiday[key], "yyyy-MM-dd", { zone: "utc" });
  if (!date.isValid) throw refused(key, "is not a date");
  return date;
}

function refused(key: "start_date" | "end_date", rule: string): Error {
  const label = key === "start_date" ? "Start date" : "End date";
  return recordInvalid({ [key]: [{ description: `${label}: ${rule}`, error: "InvalidValue" }] });
}
