/** Of one address, in one minute; what comes after is not even looked at. */
const triesAMinute = 30;
const windowMs = 60_000;

/** So many addresses are remembered; a flood from more forgets the oldest. */
const addressesKept = 10_000;

export type FailedSignIns = {
  /** Whether an address failed too often lately. */
  isTooMany(address: string, nowMs: number): boolean;
  count(address: string, nowMs: number): void;
};

export function createFailedSignIns(): FailedSignIns {
  const byAddress = new Map<string, { readonly sinceMs: number; readonly count: number }>();
  const recent = (address: string, nowMs: number) => {
    const found = byAddress.get(address);
    return found && nowMs - found.sinceMs < windowMs ? found : undefined;
  };

  return {
    isTooMany: (address, nowMs) => (recent(address, nowMs)?.count ?? 0) >= triesAMinute,
    count(address, nowMs) {
      const { sinceMs, count } = recent(address, nowMs) ?? { sinceMs: nowMs, count: 0 };
      byAddress.delete(address);
      byAddress.set(address, { sinceMs, count: count + 1 });
      const [oldest] = byAddress.keys();
      if (byAddress.size > addressesKept && oldest !== undefined) byAddress.delete(oldest);
    },
  };
}
