/** The median of times, the quickest first; 0 of none. */
export function middleOf(tookMs: readonly number[]): number {
  return tookMs[Math.floor(tookMs.length / 2)] ?? 0;
}
