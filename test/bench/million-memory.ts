import { residentMb } from "./process-figures.ts";

export type MemorySample = { readonly t_s: number; readonly attempts: number; readonly resident_mb: number };

export type MemoryWatch = {
  readonly samples: readonly MemorySample[];
  /** Attempts that were settled, by the worker's own count. */
  readonly attempts: number;
  readonly residentMb: number;
  stop(): Promise<void>;
};

const lookEveryMs = 1000;

/** Looks every second how much memory a process holds, and how many attempts it has made. */
export function watchMemory(pid: number, metricsUrl: string): MemoryWatch {
  const samples: MemorySample[] = [];
  const startedAt = performance.now();
  let attempts = 0;
  let looking = Promise.resolve();

  async function look(): Promise<void> {
    const text = await fetch(metricsUrl).then(
      async (response) => await response.text(),
      () => "",
    );
    attempts = Math.max(attempts, settledIn(text));
    const t_s = Math.round((performance.now() - startedAt) / 1000);
    samples.push({ t_s, attempts, resident_mb: residentMb(pid) });
  }

  const timer = setInterval(() => {
    looking = looking.then(look);
  }, lookEveryMs);
  return {
    samples,
    get attempts() {
      return attempts;
    },
    get residentMb() {
      return samples.at(-1)?.resident_mb ?? 0;
    },
    async stop() {
      clearInterval(timer);
      await looking.then(look);
    },
  };
}

function settledIn(text: string): number {
  return [...text.matchAll(/^los_attempts_total\{[^}]*outcome="done"[^}]*\} (\d+)/gm)].reduce(
    (sum, [, attempts = "0"]) => sum + Number(attempts),
    0,
  );
}
