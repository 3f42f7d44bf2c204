import type { Operations } from "../operations/operations.ts";
import { createOperations } from "../operating.ts";
import type { Io } from "./io.ts";
import { openClients, type OpenClients } from "./open-clients.ts";

export type OpenOperations = Pick<OpenClients, "config" | "log"> & Operations;

/** What operators can ask and do, from the command line. Nobody is woken: the sweep of a running service finds what is to do. */
export async function openOperations(io: Io, open: AsyncDisposableStack): Promise<OpenOperations> {
  const { config, catalogue, db, log } = await openClients(io, open);
  return { config, log, ...createOperations({ config, catalogue, db, wake: () => {} }) };
}
