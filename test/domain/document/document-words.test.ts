import { describe, expect, it } from "vitest";

import { capitalized, enumerated, inDuration } from "../../../src/domain/document/document-words.ts";
import type { HoursKind } from "../../../src/domain/catalogue/target.ts";

describe("a duration in words", () => {
  it.each<[number, HoursKind, string]>([
    [1, "calendar", "1 minute"],
    [15, "calendar", "15 minutes"],
    [60, "calendar", "1 hour"],
    [90, "calendar", "1 hour 30 minutes"],
    [24 * 60, "calendar", "24 hours"],
    [48 * 60, "calendar", "2 days"],
    [50 * 60, "calendar", "50 hours"],
    [1, "business", "1 business minute"],
    [30, "business", "30 business minutes"],
    [240, "business", "4 business hours"],
    [61, "business", "1 business hour 1 minute"],
    [72 * 60, "business", "72 business hours"],
  ])("%d minutes, %s: %s", (minutes, hours, words) => {
    expect(inDuration(minutes, hours)).toBe(words);
  });
});

describe("words in a row", () => {
  it.each<[string[], string]>([
    [[], ""],
    [["a"], "a"],
    [["a", "b"], "a and b"],
    [["a", "b", "c"], "a, b and c"],
  ])("%j", (words, sentence) => {
    expect(enumerated(words)).toBe(sentence);
  });

  it("may be a choice", () => {
    expect(enumerated(["a", "b"], "or")).toBe("a or b");
  });

  it("begin a sentence with a capital", () => {
    expect(capitalized("urgent and high")).toBe("Urgent and high");
  });
});
