import { setTimeout as pause } from "node:timers/promises";

import type { Retry } from "../operations/job.ts";
import type { Act } from "../operations/operator.ts";
import { startService } from "../wiring.ts";
import type { Io } from "./io.ts";
import type { OpenOperations } from "./open-operations.ts";
import { createProgress } from "./progress.ts";

const lookEveryMs = 500;

export type FollowingRetry = {
  readonly io: Io;
  /** Who stops it, if it is stopped. */
  readonly act: Act;
  /** Someone asks to stop: what was not begun is put back. */
  readonly signal: AbortSignal;
};

/** Works until the re-run is done, beside a running service or without one, and shows how far it is. */
export async function followRetry(
  { jobs, config, log }: Pick<OpenOperations, "jobs" | "config" | "log">,
  id: string,
  { io, act, signal }: FollowingRetry,
): Promise<Retry> {
  await using open = new AsyncDisposableStack();
  let retry: Retry | undefined = await jobs.findRetry(id);
  const progress = createProgress(retry?.count ?? 0, io, () => performance.now(), "job");
  progress.show(retry && { count: retry.waiting, causes: [] });
  if (!signal.aborted) {
    const service = await startService(config, "worker", log);
    open.defer(async () => await service.close());
  }
  while (!signal.aborted) {
    await pause(lookEveryMs, undefined, { signal }).catch(() => {});
    retry = await jobs.findRetry(id).catch(() => undefined);
    progress.show(retry && { count: retry.waiting, causes: [] });
    if (retry && retry.state !== "running") return retry;
  }
  io.err("stopping; what was not begun is put back as it was");
  return await jobs.stopRetry(id, act);
}
