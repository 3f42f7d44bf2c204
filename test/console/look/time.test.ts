import { expect, test } from "vitest";

import { relative, time } from "../../../src/console/look/time.ts";

const now = new Date("2026-11-20T15:00:00Z");

test.each([
  ["2026-11-20T15:00:00.400Z", "just now"],
  ["2026-11-20T14:59:20Z", "40 s ago"],
  ["2026-11-20T14:57:00Z", "3 min ago"],
  ["2026-11-20T13:01:00Z", "1 h ago"],
  ["2026-11-17T14:00:00Z", "3 d ago"],
  ["2026-11-20T17:30:00Z", "in 2 h"],
])("%s is %s", (at, words) => {
  expect(relative(new Date(at), now)).toBe(words);
});

test("a time is UTC for people and exact for machines", () => {
  const { markup } = time(new Date("2026-11-20T14:57:12Z"), now);
  expect(markup).toContain('datetime="2026-11-20T14:57:12.000Z"');
  expect(markup).toContain("2026-11-20 14:57 UTC");
});
