import { Throttled } from "../jobs/refusals.ts";

export type Gate = {
  /** @throws Throttled while the gate is shut */
  pass(): void;
  shut(forMs: number): void;
};

/**
 * Once Zendesk has asked this process to wait, it makes no call until the wait is over: each would be refused, and
 * count. `clock` is in milliseconds, from any origin.
 */
export function createGate(clock: () => number): Gate {
  let shutUntil = -Infinity;
  return {
    pass() {
      const leftMs = Math.ceil(shutUntil - clock());
      if (leftMs > 0) throw new Throttled("zendesk asked us to wait", leftMs, "account");
    },
    shut(forMs) {
      shutUntil = Math.max(shutUntil, clock() + forMs);
    },
  };
}
