import { parseArgs } from "node:util";

import { counted } from "../domain/counted.ts";
import type { Database } from "../store/database.ts";
import {
  type AppliedStep,
  findLastApply,
  keepRollbackReason,
  keepUndone,
  markRolledBack,
  renameInApplies,
  type SetupApply,
} from "../store/history/setup-applies.ts";
import { isAgreed } from "./agreed.ts";
import { exit, type Io, UsageError } from "./io.ts";
import { type OpenSetup, openSetup, withStores } from "./open-setup.ts";
import { reasonFor } from "./reason-for.ts";
import { secondOf } from "./second-of.ts";
import { stopSignal } from "./stop-signal.ts";
import { undoStep } from "./undo-step.ts";

/** Undoes the last apply to this account that is not undone yet, last step first. */
export async function rollBackSetup(args: readonly string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { yes: { type: "boolean", default: false }, reason: { type: "string" } },
  });
  if (!values.yes && !io.isTerminal) {
    throw new UsageError("without a terminal to ask at, setup is rolled back only with --yes");
  }
  await using open = new AsyncDisposableStack();
  const signal = stopSignal(io, open);
  const opened = await withStores(await openSetup(io), open);
  const { db, config } = opened;
  const last = await findLastApply(db, config.zendesk.url);
  if (!last) {
    io.out("Nothing was applied from here that could be rolled back.");
    return exit.done;
  }
  const because = last.reason === null ? "" : ` (${last.reason})`;
  io.err(`What was applied at ${secondOf(last.at)}${because} is undone:`);
  const steps = last.steps.toReversed();
  for (const step of steps) io.err(`  ${step.name}${warningOf(step)}`);
  if (!values.yes && !(await isAgreed(io))) return exit.problem;
  await keepRollbackReason(db, last, await reasonFor(config.zendesk.url, values.reason, io));

  const left = await undoAll(last, opened, io, signal);
  if (left > 0) {
    const isOrAre = left === 1 ? "is" : "are";
    io.out(
      `${counted(left, "change")} of ${steps.length} ${isOrAre} not undone; running it again continues.`,
    );
    return exit.problem;
  }
  await markRolledBack(db, last);
  io.out(`Rolled back: ${counted(steps.length, "change")}.`);
  return exit.done;
}

/** What a person should know before it is undone. */
function warningOf({ undo }: AppliedStep): string {
  const isField = undo.some(
    ({ method, path }) => method === "DELETE" && path.includes("organization_fields/"),
  );
  return isField ? ": the field is deleted, with what every organization has in it" : "";
}

/** Undoes what can be, writes down what is left, and answers how much that is. */
async function undoAll(
  last: SetupApply,
  { db, zendesk, config }: OpenSetup & { readonly db: Database },
  io: Io,
  signal: AbortSignal,
): Promise<number> {
  const ids = new Map<string, number | string>();
  for (const { id, madeId } of last.steps) if (madeId !== null) ids.set(id, madeId);
  let left = last.steps;
  for (const step of last.steps.toReversed()) {
    if (signal.aborted) break;
    const onMade = async (madeId: number | string): Promise<void> => {
      ids.set(step.id, madeId);
      if (step.deletedId !== null) await renameInApplies(db, config.zendesk.url, step.deletedId, madeId);
    };
    const refusal = await undoStep(step, { zendesk, ids, onMade, signal });
    if (refusal === undefined) {
      left = left.filter(({ id }) => id !== step.id);
      await keepUndone(db, last, left);
      io.err(`undone  ${step.name}`);
    } else {
      io.err(`✖ ${step.name}: ${refusal}`);
    }
  }
  return left.length;
}
