/** Titles are not unique and people rename policies: ours are known by a line of their description. */
const line = /^los-sync: (?<marker>\S.*)$/;

export function withMarker(description: string, marker: string): string {
  return [description.trim(), `los-sync: ${marker}`].filter((text) => text !== "").join("\n");
}

/** Undefined: somebody else's. */
export function markerIn(description: string | null): string | undefined {
  return plainText(description)
    .split("\n")
    .map((text) => line.exec(text.trim())?.groups?.["marker"])
    .findLast((marker) => marker !== undefined);
}

/** A description as it is compared: what forms do to line ends is no change. */
export function plainText(description: string | null): string {
  return (description ?? "").replaceAll("\r\n", "\n").trim();
}
