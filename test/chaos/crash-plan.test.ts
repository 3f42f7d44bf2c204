import { expect, it } from "vitest";

import { crashPointNames } from "../../src/crash-points/crash-point-names.ts";
import { readCrashAt } from "../../src/crash-points/read-crash-at.ts";
import { seededRandom } from "../../src/sandbox/seeded-random.ts";
import { createCrashPlan } from "./crash-plan.ts";

it("gives every crash point its turn, each in the role that passes it", () => {
  const crashAt = createCrashPlan(seededRandom(1));

  const planned = Array.from({ length: crashPointNames.length }, () => [crashAt("http"), crashAt("worker")]);

  const names = planned.flat().map((one) => one.split(":")[0]);
  expect(new Set(names)).toEqual(new Set(crashPointNames));
});

it("plans what CRASH_AT takes", () => {
  const crashAt = createCrashPlan(seededRandom(2));

  expect(readCrashAt(crashAt("http")).problems).toEqual([]);
  expect(readCrashAt(crashAt("worker")).problems).toEqual([]);
});
