import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import type { ClientFacts } from "../domain/clients/client.ts";
import { clientFacts } from "../facts/client-facts.ts";

const clientColumns = {
  client_id: "clientId",
  name: "name",
  segment: "segment",
  vertical: "vertical",
  domains: "domains",
  seo_analyst: "seoAnalyst",
  da_analyst: "daAnalyst",
  account_manager: "accountManager",
  client_center_id: "clientCenterId",
  client_hub_urn: "clientHubUrn",
  service_level: "serviceLevel",
} as const;

export type ClientColumn = keyof typeof clientColumns;

/** The columns of a kind of file, in the order in which we write down what a row says. */
export type Columns = {
  readonly known: readonly ClientColumn[];
  readonly required: readonly ClientColumn[];
};

export const listColumns: Columns = {
  known: Object.keys(clientColumns) as ClientColumn[],
  required: ["client_id", "name", "segment"],
};

export const changeColumns: Columns = {
  known: ["client_id", "segment", "service_level"],
  required: ["client_id", "segment"],
};

export type CellProblem = { readonly column: string; readonly reason: string };

export type ReadCells =
  | { readonly clientId: string; readonly says: Partial<ClientFacts> }
  | { readonly problems: readonly CellProblem[] };

export type CellReader = (cells: ReadonlyMap<ClientColumn, string>) => ReadCells;

/** Reads the cells of a row, by the rules that webhooks have too. An empty cell says nothing. */
export function createCellReader(catalogue: Catalogue, { known, required }: Columns): CellReader {
  const facts = clientFacts(catalogue);

  return (cells) => {
    const problems: CellProblem[] = [];
    const read: Record<string, unknown> = {};
    for (const column of known) {
      const cell = cells.get(column)?.trim() ?? "";
      if (cell === "") {
        if (required.includes(column)) problems.push({ column, reason: "is empty" });
        continue;
      }
      const field = clientColumns[column];
      const parsed = facts[field].safeParse(field === "domains" ? domainsIn(cell) : cell);
      if (cell.includes("\u{fffd}")) {
        problems.push({ column, reason: "is not in UTF-8: save the file as CSV in UTF-8" });
      } else if (parsed.success) read[field] = parsed.data;
      else problems.push({ column, reason: parsed.error.issues.map(({ message }) => message).join("; ") });
    }
    if (problems.length > 0) return { problems };
    const { clientId, ...says } = read;
    return { clientId: String(clientId), says };
  };
}

function domainsIn(cell: string): string[] {
  return cell.split(/[;\s]+/).filter((name) => name !== "");
}
