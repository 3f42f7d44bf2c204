import { storable } from "../domain/storable.ts";

/** The text of a value in which others had their say, as a column of JSON takes it. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => (typeof one === "string" ? storable(one) : one));
}
