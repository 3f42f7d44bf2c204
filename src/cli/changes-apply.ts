import { parseArgs } from "node:util";

import { listChangeSets } from "../store/changes/change-sets.ts";
import {
  type ClientScope,
  markHistory,
  markTime,
  summarizeOutcomes,
} from "../store/clients/client-progress.ts";
import { isAgreed } from "./agreed.ts";
import type { ChangeList } from "./change-list.ts";
import { type ChangeOptions, openChanges, readChangeOptions } from "./change-options.ts";
import { type Applied, appliedLines, appliedSummary, isAllDone } from "./change-outcome.ts";
import { changePlanTable } from "./change-plan-table.ts";
import { type ChangePlan, planChanges } from "./change-plan.ts";
import { countTickets, levelTagsOf, ticketStage } from "./change-tickets.ts";
import { clientStage } from "./follow-clients.ts";
import { followWork } from "./follow-work.ts";
import { exit, type Io, outputOf, UsageError } from "./io.ts";
import { type OpenClients, openClients } from "./open-clients.ts";
import { recordList } from "./record-list.ts";
import { stopSignal } from "./stop-signal.ts";

export async function applyChangeSet(args: readonly string[], io: Io): Promise<number> {
  const { yes, wait, output, ...options } = read(args);
  if (!yes && !io.isTerminal) {
    throw new UsageError("without a terminal to ask at, changes are applied only with --yes");
  }
  await using open = new AsyncDisposableStack();
  const signal = stopSignal(io, open);
  const opened = await openClients(io, open);
  const list = await openChanges(options, opened, io);
  const plan = await planChanges(list, opened, signal);
  const tell = output === "json" ? io.err : io.out;
  tell(changePlanTable(plan));
  if (!yes && list.goodRows > 0 && !(await isAgreed(io))) return exit.problem;

  const applied = await apply(list, plan, opened, io, { wait, signal });
  const [set] = await listChangeSets(opened.db, options.changeSetId);
  if (output === "json") io.out(JSON.stringify(appliedSummary(plan, applied, set), null, 2));
  else for (const line of appliedLines(plan, applied, set)) io.out(line);
  if (applied.recorded.newRows === 0 && set && set.cancelled > 0) {
    io.err("what was cancelled stays so; to set it up again, give another --occurred-at");
  }
  return applied.recorded.rows === list.goodRows && isAllDone(plan, applied) ? exit.done : exit.problem;
}

type Options = ChangeOptions & {
  readonly yes: boolean;
  readonly wait: boolean;
  readonly output: "table" | "json";
};

function read(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      "effective-at": { type: "string" },
      "no-wait": { type: "boolean", default: false },
      "occurred-at": { type: "string" },
      name: { type: "string" },
      output: { type: "string", default: "table" },
      yes: { type: "boolean", default: false },
    },
  });
  return {
    ...readChangeOptions("apply", positionals, values),
    yes: values.yes,
    wait: !values["no-wait"],
    output: outputOf(values.output),
  };
}

/** Records the set, and follows what is due now to the end: the organizations, then their tickets. */
async function apply(
  list: ChangeList,
  { rows }: ChangePlan,
  opened: OpenClients,
  io: Io,
  { wait, signal }: { wait: boolean; signal: AbortSignal },
): Promise<Applied> {
  const { db, catalogue } = opened;
  const clientIds = rows.map(({ clientId }) => clientId);
  const before = await levelTagsOf(db, clientIds, catalogue);
  const since = await markHistory(db);
  const recorded = await recordList(list, opened, io, signal);
  if (!wait || list.effectiveAt !== null || recorded.rows === 0) return { recorded };
  const scope: ClientScope = { kind: "messages", messageIds: recorded.messageIds };
  const until = await markTime(db);
  await followWork(opened, io, [clientStage(opened, scope, until), ticketStage(db, clientIds)], signal);
  return {
    recorded,
    followed: {
      clients: await summarizeOutcomes(db, scope, since, until),
      tickets: await countTickets(db, clientIds, before, catalogue),
    },
  };
}
