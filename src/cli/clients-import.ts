import { parseArgs } from "node:util";

import { DateTime } from "luxon";

import { type Instant, instantOf, parseInstant } from "../domain/instant.ts";
import { type ClientScope, markHistory, markTime, summarizeOutcomes } from "../store/client-progress.ts";
import { recordMessages } from "../store/record-messages.ts";
import { type ClientList, openClientList, writtenAt } from "./client-list.ts";
import { counted } from "./counted.ts";
import { followClients } from "./follow-clients.ts";
import { exit, type Io, outputOf, UsageError } from "./io.ts";
import { type OpenClients, openClients } from "./open-clients.ts";
import { areInStep, countsOf, outcomeTable } from "./outcome-table.ts";
import { previewImport } from "./preview-import.ts";

export async function importClients(args: readonly string[], io: Io): Promise<number> {
  const { file, dryRun, wait, output, occurredAt: given } = read(args);
  await using open = new AsyncDisposableStack();
  const stopping = new AbortController();
  open.use(io.onStop(() => stopping.abort()));
  const occurredAt = given ?? (await writtenAt(file));
  if (occurredAt > instantOf(DateTime.utc())) {
    throw new UsageError(`${occurredAt} is in the future; --occurred-at says when the list was true`);
  }
  const opened = await openClients(io, open);
  const list = await openClientList({ file, catalogue: opened.catalogue, occurredAt, tell: io.err });
  if (list.goodRows === 0) io.err(`${file} has no rows to import; nothing is changed or deleted`);
  if (dryRun) return await previewImport(list, opened, output, io);

  const since = await markHistory(opened.db);
  const recorded = await record(list, opened, io, stopping.signal);
  const scope: ClientScope = { kind: "messages", messageIds: recorded.messageIds };
  const until = await markTime(opened.db);
  if (wait) await followClients(opened, io, { scope, until, signal: stopping.signal });
  const outcomes = wait ? await summarizeOutcomes(opened.db, scope, since, until) : undefined;
  const { badRows, goodRows } = list;
  const { rows, newRows } = recorded;
  if (output === "json") {
    const counts = outcomes && { counts: countsOf(outcomes), ...outcomes };
    io.out(JSON.stringify({ goodRows, badRows, recorded: rows, new: newRows, ...counts }, null, 2));
  } else {
    const before = rows - newRows;
    const known = before > 0 ? ` (${before.toLocaleString("en-US")} of them before)` : "";
    io.out(`${counted(rows, "row")} recorded${known}, ${badRows} bad`);
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
  const written = values["occurred-at"];
  const occurredAt = written === undefined ? undefined : parseInstant(written);
  if (written !== undefined && occurredAt === undefined) {
    throw new UsageError(
      `--occurred-at is a date and time with a zone, as in 2026-11-20T15:04:05Z, not "${written}"`,
    );
  }
  const output = outputOf(values.output);
  return { file, dryRun: values["dry-run"], wait: !values["no-wait"], output, occurredAt };
}

type Recorded = { readonly messageIds: readonly string[]; readonly rows: number; readonly newRows: number };

/** One message after the other; what was recorded when it was interrupted is recognised the next time. */
async function record(list: ClientList, { db }: OpenClients, io: Io, signal: AbortSignal): Promise<Recorded> {
  const messageIds: string[] = [];
  let rows = 0;
  let newRows = 0;
  for await (const message of list.messages()) {
    if (signal.aborted) {
      io.err("stopped; run the same again to record the rest");
      break;
    }
    const [accepted] = await recordMessages(db, [message]);
    messageIds.push(message.id);
    rows += message.statements.length;
    if (accepted !== "reused" && accepted?.duplicate === false) newRows += message.statements.length;
    io.err(`${rows.toLocaleString("en-US")} of ${counted(list.goodRows, "row")} recorded`);
  }
  return { messageIds, rows, newRows };
}
