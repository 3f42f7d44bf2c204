import { describe, expect, it } from "vitest";

import { printable } from "../../src/domain/printable.ts";

describe("printable text", () => {
  it.each(["", "Acme West", "Gärtner & Söhne 🌱", "東京", "two\u2028lines"])("may be %j", (text) => {
    expect(printable.test(text)).toBe(true);
  });

  it.each([
    ["a NUL", "Acme\u0000"],
    ["a bell", "Acme\u0007West"],
    ["a line break", "Acme\nWest"],
    ["a control character of Latin-1", "Acme\u0085"],
    ["half of a character", "Acme \ud83c"],
  ])("has no %s", (_what, text) => {
    expect(printable.test(text)).toBe(false);
  });
});
