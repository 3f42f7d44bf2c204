import { type ClientField, isKnown, merge } from "../domain/clients/client.ts";
import { counted } from "../domain/counted.ts";
import { createClients } from "../store/clients/clients.ts";
import type { ClientList } from "./client-list.ts";
import { exit, type Io } from "./io.ts";
import type { OpenClients } from "./open-clients.ts";

/** So many changed clients are named. */
const named = 20;

type Change = { readonly clientId: string; readonly fields: readonly ClientField[] };

/** Says what an import would do, compared with what is recorded; writes nothing. */
export async function previewImport(
  { goodRows, badRows, messages }: ClientList,
  { db }: OpenClients,
  output: "table" | "json",
  io: Io,
): Promise<number> {
  const clients = createClients(db);
  let newClients = 0;
  let changedClients = 0;
  const first: Change[] = [];
  for await (const { statements } of messages()) {
    const records = await clients.list(statements.map(({ clientId }) => clientId));
    for (const statement of statements) {
      const { clientId } = statement;
      const record = records.get(clientId) ?? { clientId, fields: {} };
      const { changed } = merge(record, statement);
      if (!isKnown(record)) newClients += 1;
      else if (changed.length > 0) {
        changedClients += 1;
        if (first.length < named) first.push({ clientId, fields: changed });
      }
    }
  }

  const unchanged = goodRows - newClients - changedClients;
  if (output === "json") {
    const counts = { goodRows, badRows, new: newClients, changed: changedClients, unchanged };
    io.out(JSON.stringify({ ...counts, firstChanged: first }, null, 2));
  } else {
    io.out(`${counted(goodRows, "good row")}, ${badRows} bad; nothing was written`);
    io.out(`  new clients       ${newClients.toLocaleString("en-US")}`);
    io.out(`  would change      ${changedClients.toLocaleString("en-US")}`);
    for (const { clientId, fields } of first) io.out(`    ${clientId}  ${fields.join(", ")}`);
    if (changedClients > first.length) io.out(`    and ${changedClients - first.length} more`);
    io.out(`  say nothing new   ${unchanged.toLocaleString("en-US")}`);
  }
  if (badRows > 0) return exit.problem;
  return newClients + changedClients > 0 ? exit.changes : exit.done;
}
