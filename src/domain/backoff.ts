const firstMs = 500;
const longestMs = 5 * 60_000;

/** How many attempts a job gets before it stays failed until a person looks. About a quarter of an hour passes. */
export const attemptsBeforeFailed = 12;

/**
 * How long to wait before attempt number `attempt` + 1 (milliseconds): doubling from half a second to five
 * minutes, of which the upper half is drawn by lot (`chance`, 0 to 1), so that many failures do not come back at once.
 */
export function backoffMs(attempt: number, chance: number): number {
  const whole = Math.min(longestMs, firstMs * 2 ** (attempt - 1));
  return Math.round(whole / 2 + (whole / 2) * chance);
}
