import { parseArgs } from "node:util";

import type { ChangeSetView } from "../operations/change-set.ts";
import { exit, type Io, outputOf, UsageError } from "./io.ts";
import { openOperations } from "./open-operations.ts";
import { secondOf } from "./second-of.ts";
import { textTable } from "./text-table.ts";

export async function listChanges(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { output: { type: "string", default: "table" } },
  });
  if (positionals.length > 0) throw new UsageError("list takes no names; show takes one");
  const output = outputOf(values.output);
  await using open = new AsyncDisposableStack();
  const { changeSets } = await openOperations(io, open);
  const sets = await changeSets.list();
  if (output === "json") io.out(JSON.stringify(sets, null, 2));
  else io.out(sets.length === 0 ? "There are no change sets." : changeSetTable(sets));
  return exit.done;
}

const header = [
  "change set",
  "received",
  "next effect",
  "to come",
  "applied",
  "stale",
  "waiting",
  "cancelled",
];

/** A line for each set, clients counted by what became of them. */
export function changeSetTable(sets: readonly ChangeSetView[]): string {
  const rows = sets.map(({ id, receivedAt, effectiveAt, ...counts }) => [
    id,
    secondOf(receivedAt),
    effectiveAt ? secondOf(effectiveAt) : "-",
    ...[counts.scheduled, counts.applied, counts.stale, counts.waiting, counts.cancelled].map((count) =>
      count.toLocaleString("en-US"),
    ),
  ]);
  return textTable([header, ...rows]);
}
