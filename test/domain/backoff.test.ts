import { describe, expect, it } from "vitest";

import { backoffMs } from "../../src/domain/backoff.ts";

describe("the wait before the next attempt", () => {
  it.each([
    [1, 0, 250],
    [1, 1, 500],
    [2, 1, 1000],
    [5, 0.5, 6000],
    [10, 1, 256_000],
    [11, 1, 300_000],
    [60, 0, 150_000],
  ])("after attempt %i, with chance %d, is %i ms", (attempt, chance, expected) => {
    expect(backoffMs(attempt, chance)).toBe(expected);
  });
});
