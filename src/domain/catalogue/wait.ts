import { DateTime } from "luxon";

import { dueAt } from "../hours/business-hours.ts";
import type { Catalogue, ServiceLevel } from "./catalogue.ts";
import { inDuration } from "../document/document-words.ts";
import { type Schedule, weekdays } from "../hours/schedule.ts";
import type { Metric } from "./target.ts";
import type { Priority } from "../tickets/ticket.ts";

/** How long something may take, counted while the schedule is open; null: around the clock. */
export type Wait = { readonly minutes: number; readonly schedule: Schedule | null };

/** What a level promises; undefined: nothing. */
export function waitOf(
  level: ServiceLevel,
  metric: Metric,
  priority: Priority,
  { schedules }: Pick<Catalogue, "schedules">,
): Wait | undefined {
  const minutes = level.targetMinutes[metric]?.[priority];
  if (minutes === undefined) return undefined;
  const schedule = schedules.find(({ name }) => name === level.schedule) ?? null;
  return { minutes, schedule: level.hours[priority] === "business" ? schedule : null };
}

/** Where hours do not count alike, by how long it may take at worst. */
export function isSlower(one: Wait, other: Wait): boolean {
  return countAlike(one, other) ? one.minutes > other.minutes : minutesAtWorst(one) > minutesAtWorst(other);
}

/** "4 business hours"; beside a wait whose hours count differently also what it means by the clock. */
export function waitInWords(wait: Wait, beside: Wait): string {
  const words = inDuration(wait.minutes, wait.schedule ? "business" : "calendar");
  if (countAlike(wait, beside)) return words;
  if (!wait.schedule) return `${words} around the clock`;
  const atWorst = minutesAtWorst(wait);
  return Number.isFinite(atWorst)
    ? `${words}, at worst ${inDuration(atWorst, "calendar")}`
    : `${words} of a schedule that hardly opens`;
}

function countAlike(one: Wait, other: Wait): boolean {
  return one.schedule?.name === other.schedule?.name;
}

/** By the clock, for who asks just when the office closes; holidays aside. */
function minutesAtWorst({ minutes, schedule }: Wait): number {
  if (!schedule) return minutes;
  const monday = DateTime.fromISO("2026-01-05", { zone: schedule.timeZone });
  const waits = weekdays.flatMap((weekday, index) =>
    (schedule.intervals[weekday] ?? []).map(({ toMinute }) => {
      const closing = monday.plus({ days: index, minutes: toMinute });
      const due = dueAt(closing, minutes * 60_000, { ...schedule, holidays: [] });
      return due ? due.diff(closing).as("minutes") : Infinity;
    }),
  );
  return waits.length === 0 ? Infinity : Math.max(...waits);
}
