/** Lets one call through per `everyMs`: for events that a broken connection repeats thousands of times. */
export function seldom<Args extends readonly unknown[]>(
  everyMs: number,
  tell: (...args: Args) => void,
): (...args: Args) => void {
  let last = -Infinity;
  return (...args) => {
    const at = performance.now();
    if (at - last < everyMs) return;
    last = at;
    tell(...args);
  };
}
