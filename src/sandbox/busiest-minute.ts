/** The most calls that any minute held so far, wherever it began. */
export type BusiestMinute = {
  count(): void;
  readonly most: number;
  clear(): void;
};

export function createBusiestMinute(now: () => Date, minuteMs: number): BusiestMinute {
  let times: number[] = [];
  let gone = 0;
  let most = 0;
  return {
    count() {
      const nowMs = now().getTime();
      times.push(nowMs);
      while (nowMs - times[gone]! >= minuteMs) gone += 1;
      if (gone > 10_000) {
        times = times.slice(gone);
        gone = 0;
      }
      most = Math.max(most, times.length - gone);
    },
    get most() {
      return most;
    },
    clear() {
      times = [];
      gone = 0;
      most = 0;
    },
  };
}
