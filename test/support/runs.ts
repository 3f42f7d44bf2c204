/** How often a property is tried: as often as is usual, or `FUZZ` times as often (`npm run fuzz`). */
export function runs(usual: number): { readonly numRuns: number } {
  return { numRuns: Math.round(usual * Number(process.env["FUZZ"] ?? 1)) };
}
