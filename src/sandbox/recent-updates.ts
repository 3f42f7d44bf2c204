/** When each record was updated in the last minute, or longer, wherever that began. */
export type RecentUpdates = {
  /** Undefined when the update is within the allowance, else the seconds until one would be. */
  take(id: number): number | undefined;
  usedBy(): readonly { readonly id: number; readonly used: number }[];
  clear(): void;
};

export type RecentUpdatesOptions = {
  readonly now: () => Date;
  readonly windowMs: number;
  readonly allowed: number;
};

/**
 * How Zendesk counts the updates of one record is not known; here no window, wherever it begins, holds more than the
 * allowance, which is the strictest reading.
 */
export function createRecentUpdates({ now, windowMs, allowed }: RecentUpdatesOptions): RecentUpdates {
  /** In the order of the latest update, so that what is over is in front. */
  const times = new Map<number, readonly number[]>();

  function forgetOld(nowMs: number): void {
    for (const [id, at] of times) {
      if (nowMs - at.at(-1)! < windowMs) return;
      times.delete(id);
    }
  }

  return {
    take(id) {
      const nowMs = now().getTime();
      forgetOld(nowMs);
      const recent = (times.get(id) ?? []).filter((at) => nowMs - at < windowMs);
      const [oldest] = recent;
      if (oldest !== undefined && recent.length >= allowed) {
        return Math.ceil((oldest + windowMs - nowMs) / 1000);
      }
      times.delete(id);
      times.set(id, [...recent, nowMs]);
      return undefined;
    },
    usedBy() {
      const nowMs = now().getTime();
      forgetOld(nowMs);
      return Array.from(times, ([id, at]) => ({
        id,
        used: at.filter((time) => nowMs - time < windowMs).length,
      }));
    },
    clear: () => times.clear(),
  };
}
