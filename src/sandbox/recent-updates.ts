/** When each organization was updated in the last minute, wherever that began. */
export type RecentUpdates = {
  /** Undefined when the update is within the allowance, else the seconds until one would be. */
  take(organizationId: number): number | undefined;
  usedBy(): readonly { readonly organizationId: number; readonly used: number }[];
  clear(): void;
};

export type RecentUpdatesOptions = {
  readonly now: () => Date;
  readonly minuteMs: number;
  readonly perMinute: number;
};

/**
 * How Zendesk counts the updates of one organization is not known; here no sixty seconds hold more than the
 * allowance, which is the strictest reading.
 */
export function createRecentUpdates({ now, minuteMs, perMinute }: RecentUpdatesOptions): RecentUpdates {
  /** In the order of the latest update, so that what is over is in front. */
  const times = new Map<number, readonly number[]>();

  function forgetOld(nowMs: number): void {
    for (const [organizationId, at] of times) {
      if (nowMs - at.at(-1)! < minuteMs) return;
      times.delete(organizationId);
    }
  }

  return {
    take(organizationId) {
      const nowMs = now().getTime();
      forgetOld(nowMs);
      const recent = (times.get(organizationId) ?? []).filter((at) => nowMs - at < minuteMs);
      const [oldest] = recent;
      if (oldest !== undefined && recent.length >= perMinute) {
        return Math.ceil((oldest + minuteMs - nowMs) / 1000);
      }
      times.delete(organizationId);
      times.set(organizationId, [...recent, nowMs]);
      return undefined;
    },
    usedBy() {
      const nowMs = now().getTime();
      forgetOld(nowMs);
      return Array.from(times, ([organizationId, at]) => ({
        organizationId,
        used: at.filter((time) => nowMs - time < minuteMs).length,
      }));
    },
    clear: () => times.clear(),
  };
}
