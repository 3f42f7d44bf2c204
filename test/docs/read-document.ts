import { readFile } from "node:fs/promises";

export type Document = {
  readonly text: string;
  /** What stands in code in a column of the tables of this section; the first column is 0. */
  codesIn(section: string, column?: number): readonly string[];
  /** The cells of the rows of the tables of this section, as they are written. */
  rowsIn(section: string): readonly (readonly string[])[];
  /** The titles of all sections of the second level. */
  readonly sections: readonly string[];
};

/** A document of this repository, as those who look something up in it read it. */
export async function readDocument(path: string): Promise<Document> {
  const text = await readFile(path, "utf8");
  const parts = text.split(/^## /m).slice(1);
  const titleOf = (part: string): string => part.slice(0, part.indexOf("\n")).trim();
  const rowsIn = (section: string): readonly (readonly string[])[] => {
    const part = parts.find((one) => titleOf(one) === section);
    if (part === undefined) throw new Error(`${path} has no section "${section}"`);
    return rowsOf(part);
  };
  return {
    text,
    sections: parts.map(titleOf),
    codesIn: (section, column = 0) => rowsIn(section).flatMap((cells) => codesIn(cells[column] ?? "")),
    rowsIn,
  };
}

/** The cells of each row of each table, the heads left out. */
function rowsOf(part: string): readonly (readonly string[])[] {
  const lines = part.split("\n");
  return lines.flatMap((line, index) => {
    const isRow = line.startsWith("|") && !isRule(line) && !isRule(lines[index + 1] ?? "");
    return isRow
      ? [
          line
            .split("|")
            .slice(1, -1)
            .map((cell) => cell.trim()),
        ]
      : [];
  });
}

function isRule(line: string): boolean {
  return /^\|[-:| ]+\|$/.test(line);
}

/** What stands in code in a cell. */
export function codesIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
}
