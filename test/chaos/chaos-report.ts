import { crashPointNames } from "../../src/crash-points/crash-point-names.ts";
import { count } from "../bench/count.ts";
import { goal } from "../bench/goal.ts";
import { markdownTable } from "../bench/markdown-table.ts";
import { type ChaosFigures, type Counts, sumOf } from "./chaos-figures.ts";
import type { Waits } from "./recovery-figures.ts";

/** A table in Markdown, and a sentence for each goal. */
export function chaosReport(figures: ChaosFigures, problems: readonly string[]): string {
  const { disasters, crashes, faults, recovery } = figures;
  return [
    ...markdownTable([
      ["what", "how many"],
      ["messages", count(figures.messages)],
      ["attempts to send them", count(figures.attempts)],
      ["answered 202", count(figures.answered)],
      ["times that a sender gave up", count(figures.gaveUp)],
      ["organizations", count(figures.organizations)],
      ["tickets", count(figures.tickets)],
      ["calls to Zendesk", count(figures.calls)],
      ["records written", count(figures.writes)],
      ...rowsOf(disasters),
      ["processes that died at a crash point", count(sumOf(crashes))],
      ["crash points that struck", `${Object.keys(crashes).length} of ${crashPointNames.length}`],
      ...rowsOf(crashes, "– "),
      ["faults of Zendesk's", count(sumOf(faults))],
      ...rowsOf(faults, "– "),
    ]),
    "",
    goal(problems.length === 0, `${problems.length} things wrong (goal 0)`),
    ...waitGoal(
      "from a worker's SIGKILL until all its work was taken again",
      recovery.workTakenAgain,
      12_000,
    ),
    ...waitGoal("from Redis being back until the next attempt", recovery.attemptAfterRedis, 3000),
    ...waitGoal(
      `the slowest of ${count(recovery.answersWhileFrozen)} answers while Redis or the database was frozen`,
      recovery.answerWhileFrozen,
      2000,
    ),
  ].join("\n");
}

function rowsOf(counts: Counts, before = ""): string[][] {
  return Object.entries(counts)
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([name, number]) => [`${before}${name}`, count(number)]);
}

function waitGoal(words: string, { count: times, medianMs, worstMs }: Waits, goalMs: number): string[] {
  if (times === 0) return [];
  const seconds = (ms: number): string => (ms / 1000).toFixed(2);
  const figures = `${times} times, ${seconds(medianMs)} s in the median, ${seconds(worstMs)} s at worst`;
  return [goal(worstMs <= goalMs, `${words}: ${figures} (goal ${goalMs / 1000} s)`)];
}
