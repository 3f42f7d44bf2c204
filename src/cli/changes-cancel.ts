import { parseArgs } from "node:util";

import { counted } from "../domain/counted.ts";
import { NotNow } from "../operations/refusals.ts";
import { isAgreed } from "./agreed.ts";
import { commandOperator } from "./command-operator.ts";
import { exit, type Io, UsageError } from "./io.ts";
import { openChangeSet } from "./open-change-set.ts";
import { secondOf } from "./second-of.ts";

export async function cancelChanges(args: readonly string[], io: Io): Promise<number> {
  const { id, reason, yes } = read(args, io);
  await using open = new AsyncDisposableStack();
  const opened = await openChangeSet(id, io, open);
  if (!opened) return exit.problem;
  const { changeSets, set } = opened;
  const nothing = `Nothing of "${id}" is still to come.`;
  if (!set.effectiveAt) {
    io.out(nothing);
    return exit.done;
  }
  io.err(`"${id}" moves ${counted(set.scheduled, "client")}, the first at ${secondOf(set.effectiveAt)}`);
  if (!yes && !(await isAgreed(io))) return exit.problem;
  try {
    const count = await changeSets.cancel(id, { operator: commandOperator(), reason });
    io.out(`${counted(count, "client")} will not be moved by "${id}".`);
  } catch (err) {
    if (!(err instanceof NotNow)) throw err;
    io.out(nothing);
  }
  return exit.done;
}

function read(
  args: readonly string[],
  { isTerminal }: Io,
): { readonly id: string; readonly reason: string; readonly yes: boolean } {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { reason: { type: "string", default: "" }, yes: { type: "boolean", default: false } },
  });
  const [id, ...others] = positionals;
  const reason = values.reason.trim();
  if (id === undefined || others.length > 0) throw new UsageError("cancel takes the name of one change set");
  if (reason === "") throw new UsageError("a change set is cancelled only for a reason (--reason TEXT)");
  if (!values.yes && !isTerminal) {
    throw new UsageError("without a terminal to ask at, a change set is cancelled only with --yes");
  }
  return { id, reason, yes: values.yes };
}
