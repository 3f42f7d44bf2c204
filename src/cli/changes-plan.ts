import { parseArgs } from "node:util";

import { openChanges, readChangeOptions } from "./change-options.ts";
import { changePlanCsv, changePlanTable } from "./change-plan-table.ts";
import { planChanges } from "./change-plan.ts";
import { exit, type Io, listOutputOf } from "./io.ts";
import { openClients } from "./open-clients.ts";
import { stopSignal } from "./stop-signal.ts";

export async function planChangeSet(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      "effective-at": { type: "string" },
      "occurred-at": { type: "string" },
      output: { type: "string", default: "table" },
    },
  });
  const output = listOutputOf(values.output);
  const options = readChangeOptions("plan", positionals, values);
  await using open = new AsyncDisposableStack();
  const signal = stopSignal(io, open);
  const opened = await openClients(io, open);
  const plan = await planChanges(await openChanges(options, opened, io), opened, signal);
  if (output === "csv") io.out(changePlanCsv(plan));
  else if (output === "json") io.out(JSON.stringify(plan, null, 2));
  else io.out(`${changePlanTable(plan)}\nNothing was changed.`);
  const { badRows, problems, changed } = plan.counts;
  if (badRows + problems > 0) return exit.problem;
  return changed > 0 ? exit.changes : exit.done;
}
