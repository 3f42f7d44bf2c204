import { html } from "../markup/html.ts";
import type { Html } from "../markup/html.ts";
import { minutesOfDay } from "./schedule.ts";
import type { Interval, Schedule } from "./schedule.ts";

/** The schedules, each with its zone, its hours and how many holidays it has. Zendesk applies the first by default. */
export function scheduleList(schedules: readonly Schedule[]): Html {
  if (schedules.length === 0) return html`<p class="card empty">No schedules yet.</p>`;
  return html`<ul class="card calls policies list">
    ${schedules.map(
      ({ name, time_zone: zone, intervals, holidays }, index) =>
        html`<li>
          <b class="quiet">${index + 1}</b>
          <span class="path"> ${name} <span class="quiet">${zone}, holidays: ${holidays.length}</span> </span>
          <span class="quiet mono">${intervals.map(hours).join(" · ")}</span>
        </li>`,
    )}
  </ul>`;
}

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

function hours({ start_time: start, end_time: end }: Interval): string {
  const day = Math.floor(start / minutesOfDay);
  const clock = (minute: number): string =>
    [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
  return `${days[day] ?? ""} ${clock(start - day * minutesOfDay)}–${clock(end - day * minutesOfDay)}`;
}
