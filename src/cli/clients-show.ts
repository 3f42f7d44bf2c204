import { parseArgs } from "node:util";

import { findClientOverview } from "../store/client-overview.ts";
import { clientTable } from "./client-table.ts";
import { exit, type Io, outputOf, UsageError } from "./io.ts";
import { openClients } from "./open-clients.ts";

export async function showClient(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { output: { type: "string", default: "table" } },
  });
  const [clientId, ...others] = positionals;
  if (clientId === undefined || others.length > 0) throw new UsageError("show takes the id of one client");
  const output = outputOf(values.output);

  await using open = new AsyncDisposableStack();
  const { db } = await openClients(io, open);
  const overview = await findClientOverview(db, clientId);
  if (!overview) {
    io.err(`nobody has told us of a client "${clientId}"; ids are written as accounting does`);
    return exit.problem;
  }
  io.out(output === "json" ? JSON.stringify(overview, null, 2) : clientTable(overview));
  return exit.done;
}
