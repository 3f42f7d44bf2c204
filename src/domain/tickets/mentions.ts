/** Letters and digits; but not of scripts that put no spaces between words, where every letter may begin one. */
const partOfWord =
  "[[\\p{L}\\p{M}\\p{N}_]--[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}]]";

/** Whether one of the words or phrases is in the text, as whole words, in capitals or not, across line breaks. */
export function mentions(text: string, phrases: readonly string[]): boolean {
  const patterns = phrases.map((phrase) => literally(plain(phrase).trim()).replaceAll(/\s+/gu, "\\s+"));
  const anyOfThem = new RegExp(`(?<!${partOfWord})(?:${patterns.join("|")})(?!${partOfWord})`, "iv");
  return anyOfThem.test(plain(text));
}

/** Mail programs write an apostrophe as ’ and an accent as a letter of its own. */
function plain(text: string): string {
  return text.normalize("NFC").replaceAll("’", "'");
}

function literally(phrase: string): string {
  return phrase.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
