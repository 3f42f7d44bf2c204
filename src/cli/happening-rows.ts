import type { Happening } from "../operations/client.ts";

/** For a spreadsheet: a row for each field that changed, or one; the first row is the head. */
export function happeningRows(happenings: readonly Happening[]): readonly (readonly (string | null)[])[] {
  const rows = happenings.flatMap(({ at, type, what, by, reason, changes, exchange }) => {
    const common = [at.toISOString(), type, what, by, reason, exchange ? answerOf(exchange.status) : null];
    if (changes.length === 0) return [[...common, null, null, null]];
    return changes.map(({ field, from, to }) => [...common, field, from, to]);
  });
  return [["at", "type", "what", "by", "reason", "answer", "field", "from", "to"], ...rows];
}

export function answerOf(status: number | undefined): string {
  return status === undefined ? "no answer" : String(status);
}
