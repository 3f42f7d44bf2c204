/**
 * An event as Zendesk writes it: keys in alphabetical order, three spaces, `{ }` for nothing, and a line end. Who verifies
 * a signature over anything but the raw bytes finds out.
 */
export function webhookBody(event: object): string {
  const text = JSON.stringify(event, withSortedKeys, 3);
  // A text ends in a quotation mark, so braces at the end of a line are no part of one.
  return `${text.replace(/\{\}(?=,?$)/gm, "{ }")}\n`;
}

function withSortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
