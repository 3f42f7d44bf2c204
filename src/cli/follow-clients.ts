import { setTimeout as pause } from "node:timers/promises";

import { type ClientScope, countPending, type TimeMark } from "../store/client-progress.ts";
import { startService } from "../wiring.ts";
import type { Io } from "./io.ts";
import type { OpenClients } from "./open-clients.ts";
import { createProgress } from "./progress.ts";

/** How often it looks (milliseconds); when that takes long, more seldom: it takes a tenth of the time at most. */
const lookEveryMs = 500;
const pausePerLook = 9;

export type Following = {
  readonly scope: ClientScope;
  readonly until: TimeMark;
  /** Someone asks to stop: what is not done stays dirty. */
  readonly signal: AbortSignal;
};

/**
 * Works until none of the clients is pending any more, beside a running service or without one, and shows how far it is.
 */
export async function followClients(
  { config, db, log }: OpenClients,
  io: Io,
  { scope, until, signal }: Following,
): Promise<void> {
  const { count: total } = await countPending(db, scope, until);
  if (total === 0) return;
  const progress = createProgress(total, io, () => performance.now());
  const service = await startService(config, "worker", log);
  try {
    while (!signal.aborted) {
      const startedAt = performance.now();
      const pending = await countPending(db, scope, until).catch(() => undefined);
      progress.show(pending);
      if (pending?.count === 0) return;
      const pauseMs = Math.max(lookEveryMs, (performance.now() - startedAt) * pausePerLook);
      await pause(pauseMs, undefined, { signal }).catch(() => {});
    }
    io.err("stopping; what is not done is continued by the running service, or when this is run again");
  } finally {
    await service.close();
  }
}
