import { textTable } from "./text-table.ts";

/** What Zendesk says may be a page of HTML; a line of a table has room for so many characters of it. */
const longestCell = 100;

/** A table of what others wrote: each cell is one line. */
export function wordTable(rows: readonly (readonly string[])[]): string {
  return textTable(rows.map((row) => row.map(inOneLine)));
}

function inOneLine(text: string): string {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, " ").trim();
  return line.length > longestCell ? `${line.slice(0, longestCell - 1)}…` : line;
}
