import { describe, expect, it } from "vitest";

import { crashPointNames } from "../../src/crash-points/crash-point-names.ts";
import { readCrashAt } from "../../src/crash-points/read-crash-at.ts";

describe("CRASH_AT", () => {
  it.each([
    ["before-settle:1", { "before-settle": 1 }],
    ["before-settle:0", { "before-settle": 0 }],
    ["before-settle:.5", { "before-settle": 0.5 }],
    [
      "after-put-before-commit:0.2,before-settle:0.05",
      { "after-put-before-commit": 0.2, "before-settle": 0.05 },
    ],
    [" after-job-taken:0.5 , before-settle:1 ", { "after-job-taken": 0.5, "before-settle": 1 }],
  ])("%j names points and their chances", (text, chances) => {
    expect(readCrashAt(text)).toEqual({ chances: new Map(Object.entries(chances)), problems: [] });
  });

  it.each([
    ["before-setle:1", `there is no crash point "before-setle"; there are ${crashPointNames.join(", ")}`],
    ["before-settle:1,", `there is no crash point ""; there are ${crashPointNames.join(", ")}`],
    ["before-settle:1,before-settle:0", "before-settle has two chances"],
    ...["", "1.1", "-0.1", "2", "often", "1e-3", " ", "0.2:1", "."].map((chance) => [
      `before-settle:${chance}`,
      `the chance of before-settle must be a number from 0 to 1, as in before-settle:0.2, not "${chance.trim()}"`,
    ]),
    [
      "before-settle",
      'the chance of before-settle must be a number from 0 to 1, as in before-settle:0.2, not ""',
    ],
  ])("%j is refused", (text, problem) => {
    expect(readCrashAt(text ?? "").problems).toEqual([problem]);
  });

  it("hears of all its problems at once", () => {
    expect(readCrashAt("nowhere:1,before-settle:2,after-job-taken:1").problems).toHaveLength(2);
  });
});
