import { setTimeout as pause } from "node:timers/promises";

import { countPending } from "./backlog.ts";
import type { Stores } from "./bench-stores.ts";
import type { Child } from "./child-process.ts";
import { stopped } from "./stopped.ts";

export type TicketBench = Pick<Stores, "db"> & {
  readonly sandbox: Child;
  readonly service: Child;
  readonly tell: (words: string) => void;
};

const lookEveryMs = 20;
const withinMs = 5 * 60_000;

/** By then what an event of our own write causes has happened. */
const quietMs = 2000;

/** Until all tickets are right. @throws when it takes too long */
export async function untilRight({ sandbox, tell }: TicketBench): Promise<void> {
  const giveUpAt = performance.now() + withinMs;
  const countWrong = async (): Promise<number> => await sandbox.ask<number>("countWrong");
  for (let wrong = await countWrong(); wrong > 0; wrong = await countWrong()) {
    stopped.throwIfAborted();
    if (wrong > 1) tell(`${wrong} tickets are not right yet`);
    if (performance.now() > giveUpAt) {
      throw new Error(`${wrong} tickets are still not right after ${withinMs / 60_000} min`);
    }
    await pause(lookEveryMs);
  }
}

/** Until the events of our own writes have come, and what they cause has happened. */
export async function untilQuiet({ db, sandbox }: TicketBench): Promise<void> {
  const isBusy = async (): Promise<boolean> =>
    (await sandbox.ask<number>("countUnderWay")) > 0 || (await countPending(db)) > 0;
  for (let quietSince = performance.now(); performance.now() < quietSince + quietMs;) {
    stopped.throwIfAborted();
    await pause(lookEveryMs * 5);
    if (await isBusy()) quietSince = performance.now();
  }
}
