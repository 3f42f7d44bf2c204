import { type ClientScope, countPending, type TimeMark } from "../store/clients/client-progress.ts";
import { followWork, type Stage } from "./follow-work.ts";
import type { Io } from "./io.ts";
import type { OpenClients } from "./open-clients.ts";

export type Following = {
  readonly scope: ClientScope;
  readonly until: TimeMark;
  /** Someone asks to stop: what is not done stays dirty. */
  readonly signal: AbortSignal;
};

/** Works until none of the clients is pending any more, and shows how far it is. */
export async function followClients(
  opened: OpenClients,
  io: Io,
  { scope, until, signal }: Following,
): Promise<void> {
  await followWork(opened, io, [clientStage(opened, scope, until)], signal);
}

export function clientStage({ db }: Pick<OpenClients, "db">, scope: ClientScope, until: TimeMark): Stage {
  return { noun: "client", countPending: async () => await countPending(db, scope, until) };
}
