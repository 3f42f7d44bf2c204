import { parseArgs } from "node:util";

import { counted } from "../domain/counted.ts";
import {
  type ClientScope,
  markHistory,
  markTime,
  summarizeOutcomes,
} from "../store/clients/client-progress.ts";
import { requestFullCompare } from "../store/leases/full-compare.ts";
import { countKnownClients } from "../store/clients/known-clients.ts";
import { isAgreed } from "./agreed.ts";
import { bulkCallsPerMinute } from "./bulk-pace.ts";
import { duration } from "./duration.ts";
import { followClients } from "./follow-clients.ts";
import { exit, type Io, outputOf, UsageError } from "./io.ts";
import { openClients } from "./open-clients.ts";
import { areInStep, countsOf, outcomeTable } from "./outcome-table.ts";
import { previewReconcile } from "./preview-reconcile.ts";
import { stopSignal } from "./stop-signal.ts";

/** Without a terminal to ask at, more clients than this need --yes. */
const unaskedAtMost = 1000;

export async function reconcileClients(args: readonly string[], io: Io): Promise<number> {
  const { clientId, dryRun, yes, output } = read(args);
  await using open = new AsyncDisposableStack();
  const opened = await openClients(io, open);
  const { db, config } = opened;
  const known = await countKnownClients(db, clientId);
  if (clientId !== undefined && known === 0) {
    io.err(`there is no client "${clientId}" whose notification came; ids are written as accounting does`);
    return exit.problem;
  }
  if (dryRun) return await previewReconcile(opened, clientId, output, io);

  io.err(planOf(known, config.zendesk.requestShare));
  if (!yes && !(await isWanted(known, io))) return exit.problem;

  const signal = stopSignal(io, open);
  const since = await markHistory(db);
  await requestFullCompare(db, clientId);
  const until = await markTime(db);
  const scope: ClientScope = clientId === undefined ? { kind: "all" } : { kind: "client", clientId };
  await followClients(opened, io, { scope, until, signal });
  const outcomes = await summarizeOutcomes(db, scope, since, until);
  if (output === "json") io.out(JSON.stringify({ counts: countsOf(outcomes), ...outcomes }, null, 2));
  else io.out(outcomeTable(outcomes));
  return areInStep(outcomes) ? exit.done : exit.problem;
}

function read(args: readonly string[]): {
  readonly clientId: string | undefined;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly output: "table" | "json";
} {
  const { values } = parseArgs({
    args: [...args],
    options: {
      client: { type: "string" },
      "dry-run": { type: "boolean", default: false },
      yes: { type: "boolean", default: false },
      output: { type: "string", default: "table" },
    },
  });
  return {
    clientId: values.client,
    dryRun: values["dry-run"],
    yes: values.yes,
    output: outputOf(values.output),
  };
}

/** What it will cost. */
function planOf(known: number, requestShare: number): string {
  const reads = Math.ceil(known / 100);
  const perMinute = bulkCallsPerMinute(requestShare);
  const timeFor = (calls: number): string => duration((calls / perMinute) * 60_000);
  return (
    `${counted(known, "known client")}: ${counted(reads, "call")} to read them, and about 4 more for each hundred ` +
    `that differ. At ${perMinute} calls a minute (our share for bulk work, on the smallest plan) or faster, that takes ` +
    `about ${timeFor(reads)} when all are right, and ${timeFor(reads * 5)} when all differ.`
  );
}

async function isWanted(known: number, io: Io): Promise<boolean> {
  if (io.isTerminal) return await isAgreed(io);
  if (known <= unaskedAtMost) return true;
  throw new UsageError(`more than ${counted(unaskedAtMost, "client")} are compared only with --yes`);
}
