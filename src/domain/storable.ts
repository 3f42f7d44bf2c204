/** Text as a database can hold it: PostgreSQL takes neither NUL nor half a surrogate pair. */
export function storable(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}
