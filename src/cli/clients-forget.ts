import { parseArgs } from "node:util";

import { counted } from "../domain/counted.ts";
import type { ForgottenRows } from "../operations/client.ts";
import { NoSuch } from "../operations/refusals.ts";
import { isAgreed } from "./agreed.ts";
import { commandOperator } from "./command-operator.ts";
import { exit, type Io, UsageError } from "./io.ts";
import { openOperations } from "./open-operations.ts";

export async function forgetOne(args: readonly string[], io: Io): Promise<number> {
  const { clientId, reason, dryRun, yes } = read(args, io);
  await using open = new AsyncDisposableStack();
  const { clients } = await openOperations(io, open);
  try {
    io.out(`Of ${clientId} is kept: ${inWords(await clients.countForgettable(clientId))}`);
    if (dryRun) return exit.changes;
    io.err(
      "All of it is erased, and does not come back. Its organization in Zendesk stays as it is; " +
        "a new message about the client makes it known again.",
    );
    if (!yes && !(await isAgreed(io))) return exit.problem;
    const rows = await clients.forget(clientId, { operator: commandOperator(), reason });
    io.out(`Erased: ${inWords(rows)}`);
    return exit.done;
  } catch (err) {
    if (!(err instanceof NoSuch)) throw err;
    io.err(`${err.message}; ids are written as accounting does`);
    return exit.problem;
  }
}

function read(
  args: readonly string[],
  io: Io,
): { readonly clientId: string; readonly reason: string; readonly dryRun: boolean; readonly yes: boolean } {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      reason: { type: "string", default: "" },
      "dry-run": { type: "boolean", default: false },
      yes: { type: "boolean", default: false },
    },
  });
  const [clientId, ...others] = positionals;
  const { reason, "dry-run": dryRun, yes } = values;
  if (clientId === undefined || others.length > 0) throw new UsageError("forget takes the id of one client");
  if (!dryRun && reason.trim() === "") {
    throw new UsageError("a client is forgotten only for a reason (--reason TEXT)");
  }
  if (!dryRun && !yes && !io.isTerminal) {
    throw new UsageError("without a terminal to ask at, a client is forgotten only with --yes");
  }
  return { clientId, reason, dryRun, yes };
}

/** By table: "1 of clients, 4 of messages". */
function inWords(rows: ForgottenRows): string {
  const parts = Object.entries(rows)
    .filter(([, count]) => count > 0)
    .map(([table, count]) => `${counted(count, "row")} of ${table}`);
  return parts.join(", ");
}
