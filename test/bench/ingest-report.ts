import { count } from "./count.ts";
import { goal } from "./goal.ts";
import type { LoadFigures } from "./ingest-load.ts";
import { markdownTable } from "./markdown-table.ts";
import { costOf, type IngestFigures, type IngestOptions, rate, type Receiver } from "./measure-ingest.ts";
import { middleOf } from "./middle-of.ts";
import { shareOf } from "./share-of.ts";

/** The steady pace is held with this at the slowest hundredth (milliseconds). */
const steadyGoalMs = 50;

/** Our share of what the bare route does. */
const shareGoal = 0.6;

/** A table in Markdown, and a sentence for each goal. */
export function ingestReport(figures: IngestFigures, { perSecond }: IngestOptions): string {
  const { ours, bare, keeping, acked, kept } = figures;
  const [share, possible] = [ours, keeping].map((receiver) => (rateOf(receiver) / rateOf(bare)).toFixed(2));
  const p99 = shareOf(ours.steady.tookMs, 0.99);
  return [
    ...markdownTable([
      ["load", "who", "a second (median round)", "of the rounds", "p50", "p99", "worst"],
      row("as fast as answered", "los-sync", ours),
      row("as fast as answered", "bare route that keeps", keeping),
      row("as fast as answered", "bare route", bare),
      steadyRow(perSecond, "los-sync", ours.steady),
      steadyRow(perSecond, "bare route that keeps", keeping.steady),
      steadyRow(perSecond, "bare route", bare.steady),
    ]),
    "",
    ...markdownTable([
      ["processor time for a message", "the receiver", "PostgreSQL", "the sender"],
      costRow("los-sync", ours),
      costRow("bare route that keeps", keeping),
      costRow("bare route", bare),
    ]),
    "",
    goal(
      Number(share) >= shareGoal,
      `${share} × the bare route's requests per second (goal ${shareGoal}; one that only keeps the bytes: ${possible} ×)`,
    ),
    goal(p99 < steadyGoalMs, `p99 ${p99.toFixed(1)} ms at ${perSecond} a second (goal ${steadyGoalMs} ms)`),
    goal(
      kept === acked,
      `${count(acked)} different messages were answered 202, ${count(kept)} are in the database`,
    ),
  ].join("\n");
}

export function rateOf({ rounds }: Pick<Receiver, "rounds">): number {
  return middleOf(rounds.map(rate).toSorted((one, other) => one - other));
}

function row(load: string, who: string, { rounds }: Receiver): string[] {
  const rates = rounds.map(rate).map(Math.round);
  const tookMs = rounds.flatMap((round) => round.tookMs).toSorted((one, other) => one - other);
  return [
    load,
    who,
    count(Math.round(rateOf({ rounds }))),
    `${count(Math.min(...rates))}–${count(Math.max(...rates))}`,
    ...quantiles(tookMs),
  ];
}

function costRow(who: string, receiver: Receiver): string[] {
  const cost = costOf(receiver);
  return [who, ...[cost.receiver, cost.database, cost.sender].map((us) => `${Math.round(us)} µs`)];
}

function steadyRow(perSecond: number, who: string, steady: LoadFigures): string[] {
  return [`${perSecond} a second`, who, count(Math.round(rate(steady))), "–", ...quantiles(steady.tookMs)];
}

function quantiles(tookMs: readonly number[]): string[] {
  return [0.5, 0.99, 1].map((share) => `${shareOf(tookMs, share).toFixed(1)} ms`);
}
