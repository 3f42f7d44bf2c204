import { parseArgs } from "node:util";

import { cancelChangeSet, listChangeSets } from "../store/change-sets.ts";
import { isAgreed } from "./agreed.ts";
import { counted } from "./counted.ts";
import { exit, type Io, UsageError } from "./io.ts";
import { openClients } from "./open-clients.ts";
import { secondOf } from "./second-of.ts";

export async function cancelChanges(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { yes: { type: "boolean", default: false } },
  });
  const [id, ...others] = positionals;
  if (id === undefined || others.length > 0) throw new UsageError("cancel takes the name of one change set");
  if (!values.yes && !io.isTerminal) {
    throw new UsageError("without a terminal to ask at, a change set is cancelled only with --yes");
  }
  await using open = new AsyncDisposableStack();
  const { db } = await openClients(io, open);
  const [set] = await listChangeSets(db, id);
  if (!set) {
    io.err(`there is no change set "${id}"; los changes list names them`);
    return exit.problem;
  }
  if (!set.effectiveAt) {
    io.out(`Nothing of "${id}" is still to come.`);
    return exit.done;
  }
  io.err(`"${id}" moves ${counted(set.scheduled, "client")}, the first at ${secondOf(set.effectiveAt)}`);
  if (!values.yes && !(await isAgreed(io))) return exit.problem;
  io.out(`${counted(await cancelChangeSet(db, id), "client")} will not be moved by "${id}".`);
  return exit.done;
}
