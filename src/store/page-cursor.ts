import { BadCursor } from "../operations/refusals.ts";

/** Where a page ended, as whoever asks for the next one hands it back. */
export function cursorAt(place: readonly string[]): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** Undefined: from the start. `parts`: what each part of the place looks like. @throws BadCursor */
export function placeIn(cursor: string | undefined, parts: readonly RegExp[]): readonly string[] | undefined {
  if (cursor === undefined) return undefined;
  const place = partsIn(Buffer.from(cursor, "base64url").toString());
  if (place.length === parts.length && parts.every((part, index) => part.test(place[index]!))) return place;
  throw new BadCursor("no page gave out this cursor");
}

function partsIn(text: string): readonly string[] {
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) ? read.map(String) : [];
  } catch {
    return [];
  }
}
