import { createReadStream } from "node:fs";

import { CsvError, parse } from "csv-parse";

import type { ClientFacts } from "../domain/clients/client.ts";
import type { CellProblem, CellReader, ClientColumn, Columns } from "./client-columns.ts";

/** What one row of a file about clients says, or what is wrong with it. */
export type ClientRow =
  | {
      readonly kind: "good";
      readonly line: number;
      readonly clientId: string;
      readonly says: Partial<ClientFacts>;
    }
  | { readonly kind: "bad"; readonly line: number; readonly problems: readonly CellProblem[] };

/** A quote that is never closed would take the rest of a file for one cell (bytes). */
const longestRow = 64 * 1024;

/** Streams the rows of a file about clients. @throws when its first line does not name the columns as it should */
export async function* readClientFile(
  file: string,
  columns: Columns,
  readCells: CellReader,
): AsyncGenerator<ClientRow> {
  const parser = parse({
    bom: true,
    info: true,
    max_record_size: longestRow,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
  });
  const source = createReadStream(file);
  source.on("error", (err) => parser.destroy(err));
  source.pipe(parser);

  let header: readonly ClientColumn[] | undefined;
  let countedTwice = 0;
  let lastLine = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      // csv-parse counts a line break of two characters within quotes twice.
      countedTwice += breaksIn(record, /\r\n/g);
      lastLine = info.lines - countedTwice;
      const line = lastLine - breaksIn(record, /\r\n|\r|\n/g);
      if (header) yield rowOf(record, header, { line, lastLine }, readCells);
      else header = readHeader(record, columns, `${file}:${line}`);
    }
  } catch (err) {
    if (!(err instanceof CsvError)) throw err;
    const reason = "cannot be read, nor what follows it: is a quote not closed?";
    yield { kind: "bad", line: lastLine + 1, problems: [{ column: "row", reason }] };
  } finally {
    source.destroy();
  }
}

type Parsed = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

function rowOf(
  cells: readonly string[],
  header: readonly ClientColumn[],
  { line, lastLine }: { line: number; lastLine: number },
  readCells: CellReader,
): ClientRow {
  const through = lastLine > line ? ` (it goes on to line ${lastLine}: is a quote not closed?)` : "";
  if (cells.length !== header.length) {
    const reason = `has ${cells.length} cells, the header has ${header.length}${through}`;
    return { kind: "bad", line, problems: [{ column: "row", reason }] };
  }
  const read = readCells(new Map(header.map((column, index) => [column, cells[index] ?? ""])));
  if (!("problems" in read)) return { kind: "good", line, ...read };
  const problems = read.problems.map(({ column, reason }) => ({ column, reason: `${reason}${through}` }));
  return { kind: "bad", line, problems };
}

function readHeader(
  cells: readonly string[],
  { known, required }: Columns,
  where: string,
): readonly ClientColumn[] {
  const header = cells.map((cell) => cell.trim().toLowerCase());
  const isKnown = (name: string): name is ClientColumn => known.some((column) => column === name);
  for (const [index, name] of header.entries()) {
    if (!isKnown(name)) {
      throw new Error(`${where}: there is no column "${name}"; known are ${known.join(", ")}`);
    }
    if (header.indexOf(name) !== index) throw new Error(`${where}: column ${name} is there twice`);
  }
  const missing = required.filter((column) => !header.includes(column));
  if (missing.length > 0) throw new Error(`${where}: column ${missing.join(", ")} is missing`);
  return header.filter(isKnown);
}

function breaksIn(cells: readonly string[], pattern: RegExp): number {
  return cells.reduce((sum, cell) => sum + (cell.match(pattern)?.length ?? 0), 0);
}
