import { html, type Html } from "../../markup/html.ts";

/** An instant in UTC, and how long ago that is, or how soon. */
export function time(at: Date, now: Date): Html {
  const iso = at.toISOString();
  return html`<time datetime="${iso}" title="${iso}"
    >${iso.slice(0, 16).replace("T", " ")} UTC <small>${relative(at, now)}</small></time
  >`;
}

/** `3 min ago`, `in 2 h`. */
export function relative(at: Date, now: Date): string {
  const ms = at.getTime() - now.getTime();
  const length = duration(Math.abs(ms));
  if (Math.abs(ms) < 1000) return "just now";
  return ms < 0 ? `${length} ago` : `in ${length}`;
}

const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
] as const;

/** Of the largest unit that fits: `3 d`, `2 h`, `40 s`. */
export function duration(ms: number): string {
  const [unit, length] = units.find((one) => ms >= one[1]) ?? ["s", 1000];
  return `${Math.floor(ms / length)} ${unit}`;
}
