import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import type { ClientFacts } from "../domain/clients/client.ts";
import { type Columns, createCellReader } from "./client-columns.ts";
import { readClientFile } from "./read-client-file.ts";

/** What a row says of a client; what it does not say is absent. */
export type ListedClient = { readonly clientId: string; readonly says: Partial<ClientFacts> };

/** A file that was read once: what is wrong with it was told, what counts is known by line. */
export type ClientRows = {
  readonly goodRows: number;
  readonly badRows: number;
  /** What the good rows say, by 500; the same file makes the same pages. */
  readonly pages: () => AsyncGenerator<readonly ListedClient[]>;
};

export type ClientRowsOptions = {
  readonly file: string;
  readonly columns: Columns;
  readonly catalogue: Catalogue;
  readonly tell: (line: string) => void;
};

const rowsPerPage = 500;

/**
 * Reads a file about clients from end to end, keeping no more of it than which line counts for which client: of two,
 * the later.
 * @throws when its first line does not name the columns as it should
 */
export async function openClientRows({
  file,
  columns,
  catalogue,
  tell,
}: ClientRowsOptions): Promise<ClientRows> {
  const readCells = createCellReader(catalogue, columns);
  const lines = new Map<string, number>();
  let badRows = 0;
  for await (const row of readClientFile(file, columns, readCells)) {
    if (row.kind === "bad") {
      badRows += 1;
      for (const { column, reason } of row.problems) tell(`${file}:${row.line}: ${column}: ${reason}`);
      continue;
    }
    const before = lines.get(row.clientId);
    if (before !== undefined) {
      tell(
        `${file}:${row.line}: client_id: ${row.clientId} stands in line ${before} too; line ${row.line} counts`,
      );
    }
    lines.set(row.clientId, row.line);
  }

  async function* pages(): AsyncGenerator<readonly ListedClient[]> {
    let rows: ListedClient[] = [];
    for await (const row of readClientFile(file, columns, readCells)) {
      if (row.kind === "bad" || lines.get(row.clientId) !== row.line) continue;
      rows.push({ clientId: row.clientId, says: row.says });
      if (rows.length < rowsPerPage) continue;
      yield rows;
      rows = [];
    }
    if (rows.length > 0) yield rows;
  }

  return { goodRows: lines.size, badRows, pages };
}
