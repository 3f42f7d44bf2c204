/** So much of a body is kept: a bulk job's hundred organizations, but not a page of tickets. */
const keptAtMostCharacters = 100_000;

/** A body as it is kept for people: JSON as what it says, anything else as text, and its beginning when it is long. */
export function keptBody(text: string): unknown {
  if (text === "") return undefined;
  if (text.length > keptAtMostCharacters) {
    return {
      cut: `the first ${keptAtMostCharacters} of ${text.length} characters`,
      beginning: text.slice(0, keptAtMostCharacters),
    };
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
