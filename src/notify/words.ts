import { DateTime } from "luxon";

/** "Acme (C-1042)". */
export function clientWords(id: string, name: string | null): string {
  return name === null ? id : `${name} (${id})`;
}

/** "2026-11-20 15:04 UTC". */
export function momentWords(moment: Date): string {
  return `${DateTime.fromJSDate(moment, { zone: "utc" }).toFormat("yyyy-MM-dd HH:mm")} UTC`;
}
