import { Throttled } from "./refusals.ts";

/** Makes a call, and again after as long as Zendesk, or our share of its limits, asks for; until `signal` says stop. */
export async function patiently<Value>(call: () => Promise<Value>, signal?: AbortSignal): Promise<Value> {
  for (;;) {
    try {
      return await call();
    } catch (err) {
      if (!(err instanceof Throttled)) throw err;
      if (await isStopped(err.retryAfterMs, signal)) throw err;
    }
  }
}

/** Waits; answers at once when the signal says stop. */
async function isStopped(waitMs: number, signal: AbortSignal | undefined): Promise<boolean> {
  if (signal?.aborted) return true;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, waitMs, false);
  const stop = (): void => resolve(true);
  signal?.addEventListener("abort", stop);
  const stopped = await promise;
  signal?.removeEventListener("abort", stop);
  clearTimeout(timer);
  return stopped;
}
