import type { FieldChange, SetupStep } from "../domain/setup/setup-step.ts";

const lineAtMost = 80;

const nothing = "(nothing)";

/** What becomes of a field, in lines: of what is made and deleted its value, of what is changed the old and the new. */
export function changeText({ field, before, after }: FieldChange, action: SetupStep["action"]): string[] {
  if (action === "create") return valueText(field, linesIn(after));
  if (action === "delete") return valueText(field, linesIn(before));
  const [was, is] = [linesIn(before), linesIn(after)];
  const line = `${field}: ${onOneLine(was)} → ${onOneLine(is)}`;
  if (was.length < 2 && is.length < 2) return [line];
  if (Array.isArray(after) && line.length <= lineAtMost) return [line];
  return [`${field}:`, ...(isSameInOtherOrder(was, is) ? sideBySide(was, is) : differing(was, is))];
}

function valueText(field: string, lines: readonly string[]): string[] {
  const line = `${field}: ${onOneLine(lines)}`;
  return lines.length < 2 ? [line] : [`${field}:`, ...lines.map((one) => `  ${one}`)];
}

function onOneLine(lines: readonly string[]): string {
  return lines.length === 0 ? nothing : lines.join(", ");
}

/** A list is a line each, and so is a text of several lines. */
function linesIn(value: unknown): readonly string[] {
  if (value === null || value === undefined || value === "") return [];
  if (Array.isArray(value)) return value.flatMap(linesIn);
  return typeof value === "string" ? value.split("\n") : [JSON.stringify(value)];
}

function isSameInOtherOrder(was: readonly string[], is: readonly string[]): boolean {
  return was.toSorted().join("\n") === is.toSorted().join("\n");
}

/** An order is read best as two columns. */
function sideBySide(was: readonly string[], is: readonly string[]): string[] {
  const width = Math.max(...was.map(({ length }) => length));
  return was.map((line, place) => `  ${line.padEnd(width)}  ${is[place] === line ? " " : "→"}  ${is[place]}`);
}

/** What stays is not shown. */
function differing(was: readonly string[], is: readonly string[]): string[] {
  return [
    ...was.filter((line) => !is.includes(line)).map((line) => `  - ${line}`),
    ...is.filter((line) => !was.includes(line)).map((line) => `  + ${line}`),
  ];
}
