import { type CrashPointName, crashPointNames } from "../../src/crash-points/crash-point-names.ts";

/** What http passes; all others are passed by workers. */
const ofHttp: ReadonlySet<CrashPointName> = new Set([
  "before-inbox-commit",
  "before-change-set-commit",
  "after-inbox-commit-before-wake",
  "after-wake-before-answer",
]);

/** Some points are passed many times a second, others hardly ever. */
const chances = [0.05, 0.3, 1];

/** Says for each start of a process at which points it may die, as CRASH_AT has it; every point gets its turn. */
export function createCrashPlan(dice: () => number): (role: "http" | "worker") => string {
  const order = crashPointNames
    .map((name) => ({ name, weight: dice() }))
    .toSorted((one, other) => one.weight - other.weight)
    .map(({ name }) => name);
  const starts = { http: 0, worker: 0 };

  return (role) => {
    const own = order.filter((name) => ofHttp.has(name) === (role === "http"));
    const turn = starts[role];
    starts[role] += 1;
    const round = Math.floor(turn / own.length);
    return `${own[turn % own.length]!}:${chances[round % chances.length]}`;
  };
}
