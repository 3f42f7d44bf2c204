/** What this share of all times did not exceed (0.99: the 99th percentile), the quickest first; 0 of none. */
export function shareOf(tookMs: readonly number[], share: number): number {
  return tookMs[Math.ceil(tookMs.length * share) - 1] ?? 0;
}
