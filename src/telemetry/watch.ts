import { AsyncLocalStorage } from "node:async_hooks";

import type { Attempt } from "../jobs/attempt.ts";
import type { EndedCall } from "../jobs/figures.ts";
import type { Metrics } from "./metrics.ts";

/** Looks over the shoulder of the workers. */
export type Watch = {
  /** Makes attempts together, counts them, and says how many calls they took. */
  readonly pass: (attempt: () => Promise<readonly Attempt[]>) => Promise<readonly Attempt[]>;
  callEnded(call: EndedCall): void;
};

export function createWatch(metrics: Pick<Metrics, "attemptsEnded" | "callEnded">): Watch {
  const passes = new AsyncLocalStorage<{ calls: number }>();
  return {
    async pass(attempt) {
      const pass = { calls: 0 };
      const startedAt = performance.now();
      const attempts = await passes.run(pass, attempt);
      metrics.attemptsEnded(attempts, performance.now() - startedAt);
      return attempts.map((one) => ({ ...one, calls: pass.calls }));
    },
    callEnded(call) {
      const pass = passes.getStore();
      if (pass) pass.calls += 1;
      metrics.callEnded(call);
    },
  };
}
