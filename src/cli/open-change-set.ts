import { type ChangeSet, listChangeSets } from "../store/changes/change-sets.ts";
import type { Database } from "../store/database.ts";
import type { Io } from "./io.ts";
import { openClients } from "./open-clients.ts";

/** A change set by its name, with the database that it is in; says so when there is none. */
export async function openChangeSet(
  id: string,
  io: Io,
  open: AsyncDisposableStack,
): Promise<{ readonly db: Database; readonly set: ChangeSet } | undefined> {
  const { db } = await openClients(io, open);
  const [set] = await listChangeSets(db, id);
  if (set) return { db, set };
  io.err(`there is no change set "${id}"; los changes list names them`);
  return undefined;
}
