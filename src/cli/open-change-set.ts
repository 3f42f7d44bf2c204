import type { ChangeOfClient, ChangeSets, ChangeSetView } from "../operations/change-set.ts";
import type { Io } from "./io.ts";
import { openOperations } from "./open-operations.ts";

export type OpenChangeSet = {
  readonly changeSets: ChangeSets;
  readonly set: ChangeSetView;
  readonly changes: readonly ChangeOfClient[];
};

/** A change set by its name, and what can be done to it; says so when there is none. */
export async function openChangeSet(
  id: string,
  io: Io,
  open: AsyncDisposableStack,
): Promise<OpenChangeSet | undefined> {
  const { changeSets } = await openOperations(io, open);
  const found = await changeSets.find(id);
  if (found) return { changeSets, ...found };
  io.err(`there is no change set "${id}"; los changes list names them`);
  return undefined;
}
