import type { ColumnType } from "kysely";

/** Read as a value, written as its text. */
export type Json<Value> = ColumnType<Value, string, string>;
export type NullableJson<Value> = ColumnType<Value | null, string | null, string | null>;

/** The text of a value in which others had their say: PostgreSQL takes neither NUL nor half a surrogate pair. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    typeof one === "string" ? one.replaceAll("\0", "").toWellFormed() : one,
  );
}
