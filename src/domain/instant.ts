import { DateTime } from "luxon";

/**
 * A moment as text that sorts as time does: UTC, always nine digits of a second
 * (`2026-11-20T15:04:05.000000000Z`). Comparing two instants with `<` compares the moments.
 */
export type Instant = string;

const rfc3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.(\d{1,9}))?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** Where the fraction of a second begins. */
const secondEnds = "2026-11-20T15:04:05".length;

/**
 * Reads an RFC 3339 date-time. Answers undefined for anything else: a date that is not in the calendar,
 * a time without a zone, more than nine digits of a second.
 */
export function parseInstant(text: string): Instant | undefined {
  const match = rfc3339.exec(text);
  if (!match) return undefined;
  const fraction = (match[1] ?? "").padEnd(9, "0");
  if (isAsWritten(text)) return `${text.slice(0, secondEnds)}.${fraction}Z`;
  const moment = DateTime.fromISO(text.toUpperCase(), { zone: "utc" });
  if (!moment.isValid || moment.year < 1 || moment.year > 9999) return undefined;
  return `${moment.toFormat("yyyy-MM-dd'T'HH:mm:ss")}.${fraction}Z`;
}

/** A second in UTC and in the calendar needs no arithmetic, which takes luxon ten times as long as this. */
function isAsWritten(text: string): boolean {
  if (!text.endsWith("Z") || text < "0001") return false;
  const second = `${text.slice(0, secondEnds)}.000Z`;
  const moment = new Date(second);
  return !Number.isNaN(moment.valueOf()) && moment.toISOString() === second;
}

export function instantOf(moment: DateTime): Instant {
  return `${moment.toJSDate().toISOString().slice(0, -1)}000000Z`;
}

export function momentOf(instant: Instant): DateTime {
  return DateTime.fromISO(instant, { zone: "utc" });
}
