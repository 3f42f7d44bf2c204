import { type Schedule, timeOfDay, type Weekday, weekdays } from "../hours/schedule.ts";

/** Minutes since Sunday 00:00 by the schedule's clocks, as Zendesk counts; 10080 is the end of Saturday. */
export type WeekInterval = { readonly start: number; readonly end: number };

const minutesOfDay = 1440;
const fromSunday: readonly Weekday[] = ["sun", ...weekdays.filter((day) => day !== "sun")];

/** In order. */
export function weekOf({ intervals }: Pick<Schedule, "intervals">): readonly WeekInterval[] {
  return fromSunday.flatMap((day, index) =>
    (intervals[day] ?? []).map(({ fromMinute, toMinute }) => ({
      start: index * minutesOfDay + fromMinute,
      end: index * minutesOfDay + toMinute,
    })),
  );
}

/** Whether both are open at the same time, however that is cut into intervals. */
export function isSameWeek(one: readonly WeekInterval[], other: readonly WeekInterval[]): boolean {
  return JSON.stringify(merged(one)) === JSON.stringify(merged(other));
}

/** As in `Mon 08:00-17:00`. */
export function inWords(week: readonly WeekInterval[]): readonly string[] {
  return week
    .toSorted((one, other) => one.start - other.start)
    .map(({ start, end }) => {
      const day = Math.floor(start / minutesOfDay);
      const name = fromSunday[day] ?? "sun";
      const time = `${timeOfDay(start - day * minutesOfDay)}-${timeOfDay(end - day * minutesOfDay)}`;
      return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${time}`;
    });
}

function merged(week: readonly WeekInterval[]): readonly WeekInterval[] {
  const open: WeekInterval[] = [];
  for (const { start, end } of week.toSorted((one, other) => one.start - other.start)) {
    const last = open.at(-1);
    if (last && start <= last.end) open.splice(-1, 1, { start: last.start, end: Math.max(last.end, end) });
    else open.push({ start, end });
  }
  return open;
}
