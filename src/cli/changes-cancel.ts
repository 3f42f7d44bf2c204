import { parseArgs } from "node:util";

import { counted } from "../domain/counted.ts";
import { cancelChangeSet } from "../store/changes/change-sets.ts";
import { isAgreed } from "./agreed.ts";
import { commandOperator } from "./command-operator.ts";
import { exit, type Io, UsageError } from "./io.ts";
import { openChangeSet } from "./open-change-set.ts";
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
  const opened = await openChangeSet(id, io, open);
  if (!opened) return exit.problem;
  const { db, set } = opened;
  if (!set.effectiveAt) {
    io.out(`Nothing of "${id}" is still to come.`);
    return exit.done;
  }
  io.err(`"${id}" moves ${counted(set.scheduled, "client")}, the first at ${secondOf(set.effectiveAt)}`);
  if (!values.yes && !(await isAgreed(io))) return exit.problem;
  const count = await cancelChangeSet(db, id, { operator: commandOperator(), reason: "" });
  io.out(`${counted(count, "client")} will not be moved by "${id}".`);
  return exit.done;
}
