import type { Process } from "./timeline.ts";

/** Which processes are in the middle of an attempt. */
export type Busy = {
  during<Value>(process: Process, act: () => Promise<Value>): Promise<Value>;
  list(): readonly Process[];
};

export function createBusy(): Busy {
  const acts = new Map<Process, number>();
  return {
    async during(process, act) {
      acts.set(process, (acts.get(process) ?? 0) + 1);
      try {
        return await act();
      } finally {
        acts.set(process, acts.get(process)! - 1);
      }
    },
    list: () =>
      [...acts].filter(([{ isKilled }, count]) => count > 0 && !isKilled).map(([process]) => process),
  };
}
