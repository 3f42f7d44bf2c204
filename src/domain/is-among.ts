/** However it is capitalized. */
export function isAmong(value: string, values: readonly string[]): boolean {
  return values.some((candidate) => candidate.toLowerCase() === value.toLowerCase());
}
