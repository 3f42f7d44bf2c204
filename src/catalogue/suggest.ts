/** What a reader is told after "there is no such name": the one that was probably meant, else all there are. */
export function suggest(written: string, names: readonly string[]): string {
  const meant = plain(written);
  const [nearest] = names
    .map((name) => ({ name, distance: distanceOf(meant, plain(name)) }))
    .filter(({ name, distance }) => distance <= Math.ceil(meant.length / 3) || begins(meant, plain(name)))
    .toSorted((one, other) => one.distance - other.distance);
  if (nearest) return `did you mean ${nearest.name}?`;
  return `there ${names.length === 1 ? "is only" : "are"} ${names.join(", ")}`;
}

function begins(one: string, other: string): boolean {
  return Math.min(one.length, other.length) >= 3 && (one.startsWith(other) || other.startsWith(one));
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_-]+/g, "");
}

/** Levenshtein: how many letters must be added, removed or replaced. */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (const [index, letter] of one.split("").entries()) {
    const next = [index + 1];
    for (let place = 1; place <= other.length; place++) {
      const replaced = (row[place - 1] ?? 0) + (other[place - 1] === letter ? 0 : 1);
      next.push(Math.min(replaced, (row[place] ?? 0) + 1, (next[place - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
