import { count } from "./count.ts";
import { goal } from "./goal.ts";
import { markdownTable } from "./markdown-table.ts";
import type { RollingFigures } from "./rolling-restarts.ts";
import { shareOf } from "./share-of.ts";

/** `lost`: messages that were answered 202 and are not in the database. */
export type RollingResult = { readonly figures: RollingFigures; readonly lost: number };

/** A table in Markdown, and a sentence for each goal. */
export function rollingReport(results: readonly RollingResult[]): string {
  return [...markdownTable([heads, ...results.map(row)]), "", ...results.flatMap(goals)].join("\n");
}

const heads = [
  "way",
  "restarts",
  "messages",
  "202",
  "other answers and errors",
  "turned away",
  "lost",
  "p50",
  "p99",
  "slowest",
  "a stop takes (median, worst)",
];

function row({ figures: { way, sent, restarts, turnedAway }, lost }: RollingResult): string[] {
  const tookMs = sent.map((one) => one.tookMs).toSorted((one, other) => one - other);
  const stopMs = restarts.map((one) => one.stopMs).toSorted((one, other) => one - other);
  const inMs = (share: number): string => `${shareOf(tookMs, share).toFixed(1)} ms`;
  return [
    way,
    count(restarts.length),
    count(sent.length),
    count(sent.length - failuresOf(sent).length),
    wordsFor(sent),
    count(turnedAway),
    count(lost),
    inMs(0.5),
    inMs(0.99),
    inMs(1),
    `${(shareOf(stopMs, 0.5) / 1000).toFixed(1)} s, ${(shareOf(stopMs, 1) / 1000).toFixed(1)} s`,
  ];
}

function goals({ figures: { way, sent, restarts }, lost }: RollingResult): string[] {
  const failed = failuresOf(sent).length;
  const unclean = restarts.filter(({ exitCode }) => exitCode !== 0).length;
  const answered = `${way}: ${failed} of ${count(sent.length)} messages not answered 202`;
  return [
    way === "balancer"
      ? goal(failed === 0, `${answered} (goal 0)`)
      : `no goal ${answered}: who connects while a process stops listening may be cut off`,
    goal(lost === 0, `${way}: ${lost} messages answered 202 and lost (goal 0)`),
    goal(unclean === 0, `${way}: ${unclean} of ${restarts.length} processes did not end with 0 (goal 0)`),
  ];
}

/** What senders saw that was not 202. */
export function failuresOf(sent: RollingFigures["sent"]): RollingFigures["sent"] {
  return sent.filter(({ saw }) => saw !== 202);
}

function wordsFor(sent: RollingFigures["sent"]): string {
  const kinds = Map.groupBy(failuresOf(sent), ({ saw }) => saw);
  return [...kinds].map(([saw, { length }]) => `${length} × ${saw}`).join(", ") || "none";
}
