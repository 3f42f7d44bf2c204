/**
 * The order in which policies are to be tried. Those of others keep their places as far as that goes: ours, as wanted,
 * are put into the places that ours have now; those for which there is none follow right after the last of ours, or come
 * last when none of ours is there. `now` is without the new ones; what is in it and not in `wanted` counts as of others.
 */
export function orderOf<Policy>(now: readonly Policy[], wanted: readonly Policy[]): readonly Policy[] {
  const ours = new Set(wanted);
  const lastPlace = now.findLastIndex((policy) => ours.has(policy));
  const waiting = [...wanted];
  const before = now
    .slice(0, lastPlace + 1)
    .flatMap((policy) => (ours.has(policy) ? waiting.splice(0, 1) : [policy]));
  const after = now.slice(lastPlace + 1);
  return lastPlace === -1 ? [...after, ...waiting] : [...before, ...waiting, ...after];
}
