import { crashPoint } from "../crash-points/crash-point.ts";
import type { WorkKey } from "./ports.ts";

export type SweepPorts = {
  /** Keys that have work to do and that nobody works on. */
  readonly listDue: () => Promise<readonly WorkKey[]>;
  /** Lets what was scheduled take effect; answers what has to be looked at. */
  readonly applyScheduled: () => Promise<readonly WorkKey[]>;
  readonly wake: (keys: readonly WorkKey[]) => Promise<void>;
};

/**
 * Wakes whatever should be worked on and is not: what was scheduled, lost wake-ups, retries that are due, work of
 * workers that died. Those come even when what was scheduled cannot be applied.
 */
export async function sweep({ listDue, applyScheduled, wake }: SweepPorts): Promise<void> {
  try {
    const dirtied = await applyScheduled();
    if (dirtied.length > 0) crashPoint("after-scheduled-before-wake");
    await wakeAny(dirtied, wake);
  } finally {
    const due = await listDue();
    if (due.length > 0) crashPoint("before-sweep-wake");
    await wakeAny(due, wake);
  }
}

async function wakeAny(keys: readonly WorkKey[], wake: SweepPorts["wake"]): Promise<void> {
  if (keys.length > 0) await wake(keys);
}
