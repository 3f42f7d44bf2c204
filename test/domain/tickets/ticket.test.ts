import { describe, expect, it } from "vitest";
import { keptDescription, keptSubject } from "../../../src/domain/tickets/ticket.ts";

describe("a description", () => {
  it.each([
    ["of the usual length is kept", "It does not work.", "It does not work."],
    ["that is long is kept by its beginning", "x".repeat(2001), "x".repeat(2000)],
    ["is not cut through a character", `${"x".repeat(1999)}🙂`, `${"x".repeat(1999)}\uFFFD`],
    ["loses what no database takes", "a\0b\uD83D", "ab\uFFFD"],
  ])("%s", (_what, text, kept) => {
    expect(keptDescription(text)).toBe(kept);
  });
});

describe("a subject", () => {
  it("is kept whole, but for what no database takes", () => {
    expect(keptSubject(`${"x".repeat(3000)}\0`)).toBe("x".repeat(3000));
  });
});
