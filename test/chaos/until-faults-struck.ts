import { setTimeout as pause } from "node:timers/promises";

import type { Child } from "../bench/child-process.ts";
import { stopped } from "../bench/stopped.ts";

const countEveryMs = 500;
const giveUpAfterMs = 5 * 60_000;

/** Lets Zendesk go on misbehaving until it has done so often enough, within five minutes. */
export async function untilFaultsStruck(
  sandbox: Child,
  atLeast: number,
  progress: (words: string) => void,
): Promise<void> {
  const giveUpAt = performance.now() + giveUpAfterMs;
  await sandbox.ask("misbehave");
  while (performance.now() < giveUpAt) {
    stopped.throwIfAborted();
    const struck = await sandbox.ask<number>("countFaults");
    if (struck >= atLeast) break;
    progress(`${struck} of ${atLeast} faults of Zendesk's`);
    await pause(countEveryMs);
  }
}
