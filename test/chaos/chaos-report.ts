import { count } from "../bench/count.ts";
import { goal } from "../bench/goal.ts";
import { markdownTable } from "../bench/markdown-table.ts";
import type { ChaosFigures } from "./chaos-figures.ts";

/** A table in Markdown, and a sentence for each goal. */
export function chaosReport(figures: ChaosFigures, problems: readonly string[]): string {
  const faults = Object.values(figures.faults).reduce((sum, one) => sum + one, 0);
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
      ...rowsOf(figures.disasters),
      ["faults of Zendesk's", count(faults)],
      ...rowsOf(figures.faults).map(([name = "", number = ""]) => [`– ${name}`, number]),
    ]),
    "",
    goal(problems.length === 0, `${problems.length} things wrong (goal 0)`),
    goal(
      figures.endedByThemselves === 0,
      `${figures.endedByThemselves} processes ended that nobody had killed (goal 0)`,
    ),
    ...timeGoal("the next write after a worker was killed", figures.writeAfterWorkerKillMs, 12_000),
    ...timeGoal("the next call after Redis was back", figures.callAfterRedisMs, 3000),
    ...timeGoal(
      "the slowest webhook while Redis or the database was frozen",
      figures.slowestAnswerWhileFrozenMs,
      2000,
    ),
  ].join("\n");
}

function rowsOf(counts: Readonly<Record<string, number>>): string[][] {
  return Object.entries(counts)
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([name, number]) => [name, count(number)]);
}

function timeGoal(words: string, tookMs: number | undefined, goalMs: number): string[] {
  return tookMs === undefined
    ? []
    : [goal(tookMs <= goalMs, `${words}: ${(tookMs / 1000).toFixed(2)} s (goal ${goalMs / 1000})`)];
}
