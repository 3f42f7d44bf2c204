/** Milliseconds in words, as reports have them. */
export function seconds(tookMs: number): string {
  return `${(tookMs / 1000).toFixed(1)} s`;
}
