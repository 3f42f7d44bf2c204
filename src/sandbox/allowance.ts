/** So many calls in each minute of the clock. */
export type Allowance = {
  readonly total: number;
  /** False when the minute's calls are used up. */
  take(): boolean;
  /** Where the minute stands. */
  state(): { readonly used: number; readonly remaining: number; readonly resetSeconds: number };
  clear(): void;
};

export type AllowanceOptions = {
  readonly now: () => Date;
  readonly minuteMs: number;
  readonly total: number;
};

/** Renewed at every full minute: in the answers that the tests of facetoe/zenpy recorded, the reset is what is left of it. */
export function createAllowance({ now, minuteMs, total }: AllowanceOptions): Allowance {
  let minute = 0;
  let used = 0;

  function state(): ReturnType<Allowance["state"]> {
    const nowMs = now().getTime();
    const current = Math.floor(nowMs / minuteMs);
    if (current !== minute) {
      minute = current;
      used = 0;
    }
    const resetSeconds = Math.ceil(((current + 1) * minuteMs - nowMs) / 1000);
    return { used, remaining: total - used, resetSeconds };
  }

  return {
    total,
    state,
    take() {
      if (state().remaining <= 0) return false;
      used += 1;
      return true;
    },
    clear() {
      used = 0;
    },
  };
}
