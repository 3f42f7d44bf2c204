import { parseArgs } from "node:util";

import type { Instant } from "../domain/instant.ts";
import {
  type ClientScope,
  markHistory,
  markTime,
  summarizeOutcomes,
} from "../store/clients/client-progress.ts";
import { openClientList } from "./client-list.ts";
import { followClients } from "./follow-clients.ts";
import { readInstant } from "./instant-option.ts";
import { exit, type Io, outputOf, UsageError } from "./io.ts";
import { occurredAtOf } from "./occurred-at.ts";
import { openClients } from "./open-clients.ts";
import { areInStep, countsOf, outcomeTable } from "./outcome-table.ts";
import { previewImport } from "./preview-import.ts";
import { recordedLine, recordList } from "./record-list.ts";
import { stopSignal } from "./stop-signal.ts";

export async function importClients(args: readonly string[], io: Io): Promise<number> {
  const { file, dryRun, wait, output, occurredAt: given } = read(args);
  await using open = new AsyncDisposableStack();
  const signal = stopSignal(io, open);
  const occurredAt = await occurredAtOf(file, given);
  const opened = await openClients(io, open);
  const list = await openClientList({ file, catalogue: opened.catalogue, occurredAt, tell: io.err });
  if (list.goodRows === 0) io.err(`${file} has no rows to import; nothing is changed or deleted`);
  if (dryRun) return await previewImport(list, opened, output, io);

  const since = await markHistory(opened.db);
  const recorded = await recordList(list, opened, io, signal);
  const scope: ClientScope = { kind: "messages", messageIds: recorded.messageIds };
  const until = await markTime(opened.db);
  if (wait) await followClients(opened, io, { scope, until, signal });
  const outcomes = wait ? await summarizeOutcomes(opened.db, scope, since, until) : undefined;
  const { badRows, goodRows } = list;
  const { rows, newRows } = recorded;
  if (output === "json") {
    const counts = outcomes && { counts: countsOf(outcomes), ...outcomes };
    io.out(JSON.stringify({ goodRows, badRows, recorded: rows, new: newRows, ...counts }, null, 2));
  } else {
    io.out(recordedLine(recorded, badRows));
    if (outcomes && rows > 0) io.out(outcomeTable(outcomes));
  }
  const isWell = badRows === 0 && rows === goodRows && (!outcomes || areInStep(outcomes));
  return isWell ? exit.done : exit.problem;
}

type Options = {
  readonly file: string;
  readonly dryRun: boolean;
  readonly wait: boolean;
  readonly output: "table" | "json";
  readonly occurredAt: Instant | undefined;
};

function read(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      "dry-run": { type: "boolean", default: false },
      "no-wait": { type: "boolean", default: false },
      "occurred-at": { type: "string" },
      output: { type: "string", default: "table" },
    },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new UsageError("import takes one file");
  const occurredAt = readInstant("--occurred-at", values["occurred-at"]);
  const output = outputOf(values.output);
  return { file, dryRun: values["dry-run"], wait: !values["no-wait"], output, occurredAt };
}
