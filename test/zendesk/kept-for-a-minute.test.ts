import { describe, expect, it } from "vitest";
import { keptForAMinute } from "../../src/zendesk/kept-for-a-minute.ts";

describe("what is kept for a minute", () => {
  it("is asked for once, however many want it, and again when the minute is over", async () => {
    let nowMs = 0;
    let asked = 0;
    const ask = keptForAMinute(
      async () => (asked += 1),
      () => nowMs,
    );

    expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
    nowMs = 59_999;
    expect(await ask()).toBe(1);
    nowMs = 60_000;
    expect(await ask()).toBe(2);
  });

  it("is asked for again at once when it could not be had", async () => {
    const answers = [Promise.reject(new Error("zendesk could not be reached")), Promise.resolve("here")];
    const ask = keptForAMinute(
      async () => await answers.shift(),
      () => 0,
    );

    await expect(ask()).rejects.toThrow("could not be reached");
    expect(await ask()).toBe("here");
  });
});
