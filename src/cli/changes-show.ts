import { parseArgs } from "node:util";

import type { ChangeOfClient } from "../operations/change-set.ts";
import { changeSetTable } from "./changes-list.ts";
import { exit, type Io, outputOf, UsageError } from "./io.ts";
import { openChangeSet } from "./open-change-set.ts";
import { secondOf } from "./second-of.ts";
import { textTable } from "./text-table.ts";

export async function showChanges(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { output: { type: "string", default: "table" } },
  });
  const [id, ...others] = positionals;
  if (id === undefined || others.length > 0) throw new UsageError("show takes the name of one change set");
  const output = outputOf(values.output);
  await using open = new AsyncDisposableStack();
  const opened = await openChangeSet(id, io, open);
  if (!opened) return exit.problem;
  const { set, changes } = opened;
  const toCome = changes.flatMap(toComeOf);
  if (output === "json") io.out(JSON.stringify({ ...set, toCome }, null, 2));
  else io.out([changeSetTable([set]), "", ...scheduledTable(toCome)].join("\n"));
  return exit.done;
}

type ToCome = Pick<ChangeOfClient, "clientId" | "says"> & { readonly effectiveAt: Date };

function toComeOf({ clientId, effectiveAt, state, says }: ChangeOfClient): readonly ToCome[] {
  return state === "scheduled" && effectiveAt !== null ? [{ clientId, effectiveAt, says }] : [];
}

function scheduledTable(changes: readonly ToCome[]): string[] {
  if (changes.length === 0) return ["Nothing of it is still to come."];
  const rows = changes.map(({ clientId, effectiveAt, says: { segment = "", serviceLevel } }) => [
    clientId,
    secondOf(effectiveAt),
    segment,
    serviceLevel ?? "that of the segment",
  ]);
  return [textTable([["still to come", "takes effect", "segment", "service level"], ...rows])];
}
