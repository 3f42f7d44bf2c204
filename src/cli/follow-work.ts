import { setTimeout as pause } from "node:timers/promises";

import type { Pending } from "../store/clients/client-progress.ts";
import { startService } from "../wiring.ts";
import type { Io } from "./io.ts";
import type { OpenClients } from "./open-clients.ts";
import { createProgress } from "./progress.ts";

/** How often it looks (milliseconds); when that takes long, more seldom: it takes a tenth of the time at most. */
const lookEveryMs = 500;
const pausePerLook = 9;

/** Work that begins when that of the stage before is done. */
export type Stage = {
  readonly noun: string;
  readonly countPending: () => Promise<Pending>;
};

/**
 * Works until nothing of any stage is pending any more, beside a running service or without one, and shows how far it
 * is. With `signal` someone asks to stop: what is not done stays dirty.
 */
export async function followWork(
  { config, log }: Pick<OpenClients, "config" | "log">,
  io: Io,
  stages: readonly Stage[],
  signal: AbortSignal,
): Promise<void> {
  await using open = new AsyncDisposableStack();
  let isWorking = false;
  for (const stage of stages) {
    const { count: total } = await stage.countPending();
    if (total === 0) continue;
    if (!isWorking) {
      const service = await startService(config, "worker", log);
      open.defer(async () => await service.close());
      isWorking = true;
    }
    await followStage(stage, total, io, signal);
    if (!signal.aborted) continue;
    io.err("stopping; what is not done is continued by the running service, or when this is run again");
    return;
  }
}

async function followStage(
  { noun, countPending }: Stage,
  total: number,
  io: Io,
  signal: AbortSignal,
): Promise<void> {
  const progress = createProgress(total, io, () => performance.now(), noun);
  while (!signal.aborted) {
    const startedAt = performance.now();
    const pending = await countPending().catch(() => undefined);
    progress.show(pending);
    if (pending?.count === 0) return;
    const pauseMs = Math.max(lookEveryMs, (performance.now() - startedAt) * pausePerLook);
    await pause(pauseMs, undefined, { signal }).catch(() => {});
  }
}
