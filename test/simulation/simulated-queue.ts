import type { WorkKey } from "../../src/jobs/ports.ts";
import { type Process, theWorld } from "./timeline.ts";
import type { World } from "./world.ts";

/** BullMQ gives a job to another worker when the one that has it was silent for so long: its lock and a check (milliseconds). */
const stalledAfterMs = 7000;

/**
 * The lane of clients as BullMQ keeps it: a key that waits, or that somebody works on, is not put there again. All of it
 * may vanish.
 */
export type SimulatedQueue = {
  wake(keys: readonly WorkKey[], process: Process): Promise<void>;
  take(process: Process): Promise<WorkKey>;
  done(key: WorkKey, process: Process): void;
  /** Nobody takes anything for so long. */
  pause(forMs: number): void;
  /** The process was killed or stopped. */
  silent(process: Process): void;
  flush(): void;
};

export function createQueue({
  timeline,
  weather,
  trace,
}: Pick<World, "timeline" | "weather" | "trace">): SimulatedQueue {
  const waiting = new Map<string, WorkKey>();
  const active = new Map<string, { readonly key: WorkKey; readonly process: Process }>();
  const idle: { readonly process: Process; readonly take: (key: WorkKey) => void }[] = [];
  let pausedUntilMs = 0;

  function put(key: WorkKey): void {
    if (!active.has(key.key)) waiting.set(key.key, key);
    hand();
  }

  function hand(): void {
    while (timeline.nowMs >= pausedUntilMs && waiting.size > 0 && idle.length > 0) {
      const { process, take } = idle.shift()!;
      if (process.isKilled) continue;
      const [id, key] = [...waiting][0]!;
      waiting.delete(id);
      active.set(id, { key, process });
      timeline.after(weather.queueLatencyMs(), process, () => take(key));
    }
  }

  return {
    async wake(keys, process) {
      const { promise: answered, resolve } = Promise.withResolvers<void>();
      for (const key of keys) {
        const fate = weather.wakeFate();
        trace.tell(process.name, `wakes ${key.key}${fate === "well" ? "" : `: ${fate}`}`);
        if (fate === "lost") continue;
        timeline.after(weather.queueLatencyMs(), theWorld, () => put(key));
        if (fate === "doubled") timeline.after(weather.queueLatencyMs() * 20, theWorld, () => put(key));
      }
      timeline.after(weather.queueLatencyMs(), process, resolve);
      await answered;
    },
    async take(process) {
      const { promise, resolve } = Promise.withResolvers<WorkKey>();
      idle.push({ process, take: resolve });
      hand();
      return await promise;
    },
    done({ key }, process) {
      if (active.get(key)?.process === process) active.delete(key);
    },
    pause(forMs) {
      pausedUntilMs = Math.max(pausedUntilMs, timeline.nowMs + forMs);
      timeline.after(forMs, theWorld, hand);
    },
    silent(process) {
      timeline.after(stalledAfterMs, theWorld, () => {
        if (!process.isKilled && process.stoppedUntilMs <= timeline.nowMs) return;
        for (const [id, held] of active) {
          if (held.process !== process) continue;
          active.delete(id);
          put(held.key);
        }
      });
    },
    flush() {
      waiting.clear();
      active.clear();
    },
  };
}
