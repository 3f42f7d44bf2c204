import type { Timeline } from "./timeline.ts";

/**
 * While it lasts, `setTimeout` waits on the timeline, on behalf of the process that asks. Nothing else in this thread may
 * rely on real timers meanwhile.
 */
export function pinTimers(timeline: Timeline): Disposable {
  const { setTimeout: realSetTimeout, clearTimeout: realClearTimeout } = globalThis;
  const pinned = (happens: (...args: unknown[]) => void, delayMs = 0, ...args: unknown[]): (() => void) =>
    timeline.after(delayMs, timeline.running, () => happens(...args));
  globalThis.setTimeout = pinned as unknown as typeof setTimeout;
  const unpinned = (timer?: NodeJS.Timeout | (() => void)): void =>
    typeof timer === "function" ? timer() : realClearTimeout(timer);
  globalThis.clearTimeout = unpinned as typeof clearTimeout;
  return {
    [Symbol.dispose]() {
      globalThis.setTimeout = realSetTimeout;
      globalThis.clearTimeout = realClearTimeout;
    },
  };
}
