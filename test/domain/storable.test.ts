import { expect, it } from "vitest";

import { storable } from "../../src/domain/storable.ts";

it.each([
  ["Acme \u{1F600}", "Acme \u{1F600}"],
  ["a\0b\0", "ab"],
  ["cut in half \ud83d", "cut in half \ufffd"],
  ["\ude00 the other half", "\ufffd the other half"],
  ["line\nand tab\t", "line\nand tab\t"],
])("%j is kept as %j", (text, kept) => {
  expect(storable(text)).toBe(kept);
});
