import { parseArgs } from "node:util";

import { clientTable } from "./client-table.ts";
import { csv } from "./csv.ts";
import { happeningRows } from "./happening-rows.ts";
import { exit, type Io, outputOf, UsageError } from "./io.ts";
import { readCount } from "./job-options.ts";
import { openOperations } from "./open-operations.ts";

export async function showClient(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      limit: { type: "string", default: "20" },
      output: { type: "string", default: "table" },
    },
  });
  const [clientId, ...others] = positionals;
  if (clientId === undefined || others.length > 0) throw new UsageError("show takes the id of one client");
  const limit = readCount("--limit", values.limit);
  const output = values.output === "csv" ? "csv" : outputOf(values.output);

  await using open = new AsyncDisposableStack();
  const { clients } = await openOperations(io, open);
  const client = await clients.find(clientId);
  if (!client) {
    io.err(`nobody has told us of a client "${clientId}"; ids are written as accounting does`);
    return exit.problem;
  }
  const { rows: history } = await clients.history({ clientId }, { limit });
  if (output === "json") io.out(JSON.stringify({ ...client, history }, null, 2));
  else if (output === "csv") io.out(csv(happeningRows(history)));
  else io.out(clientTable(client, history));
  return exit.done;
}
