import { count } from "./count.ts";
import { goal } from "./goal.ts";
import { markdownTable } from "./markdown-table.ts";
import type { LiveFigures } from "./measure-live.ts";
import type { Figures, Step } from "./measure-service.ts";
import { middleOf } from "./middle-of.ts";

export type Costs = {
  readonly ours: readonly Figures[];
  /** Of one size: its cost is in proportion. */
  readonly plain: readonly Figures[];
  readonly live: LiveFigures | undefined;
  readonly minuteMs: number;
  readonly requestsPerMinute: number;
};

/** A table in Markdown, and a sentence for each goal. */
export function costReport(costs: Costs): string {
  const sizes = [...new Set(costs.ours.map(({ size }) => size))];
  const steps: readonly Step[] = ["first import", "nothing changed", "1 % changed"];
  const rows = sizes.flatMap((size) =>
    steps.flatMap((step) => [ourRow(costs, size, step), plainRow(costs, size, step)]),
  );
  return [...markdownTable([heads, ...rows]), "", ...goals(costs), ...growth(costs, sizes)].join("\n");
}

const heads = [
  "clients",
  "step",
  "who",
  "calls",
  "per organization",
  "writes",
  "429s",
  "most in a minute so far",
  "time at Zendesk",
  "time here",
  "processor",
  "peak memory",
];

function ourRow({ ours, minuteMs }: Costs, size: number, step: Step): string[] {
  const figures = find(ours, size, step);
  return [
    count(size),
    step,
    "los-sync",
    count(figures.calls),
    (figures.calls / size).toFixed(4),
    count(figures.writes),
    count(figures.refused),
    count(figures.mostCallsInAMinute),
    `${(figures.wallMs / minuteMs).toFixed(1)} min`,
    `${(figures.wallMs / 1000).toFixed(1)} s`,
    `${(figures.processorSeconds ?? 0).toFixed(1)} s`,
    `${(figures.peakMb ?? 0).toFixed(0)} MB`,
  ];
}

function plainRow({ plain, minuteMs, requestsPerMinute }: Costs, size: number, step: Step): string[] {
  const measured = plain.find((one) => one.step === step)!;
  if (measured.size !== size) {
    const minutes = size / requestsPerMinute;
    return [
      "",
      "",
      "plain, computed",
      count(size),
      "1.0000",
      count(size),
      "–",
      "–",
      `${minutes.toFixed(1)} min`,
      "–",
      "–",
      "–",
    ];
  }
  return [
    "",
    "",
    "plain, measured",
    count(measured.calls),
    (measured.calls / size).toFixed(4),
    count(measured.writes),
    count(measured.refused),
    count(measured.mostCallsInAMinute),
    `${(measured.wallMs / minuteMs).toFixed(1)} min`,
    `${(measured.wallMs / 1000).toFixed(1)} s`,
    "–",
    "–",
  ];
}

function goals({ ours, live }: Costs): string[] {
  const worst = (step: Step): number =>
    Math.max(...ours.filter((one) => one.step === step).map(({ calls, size }) => calls / size));
  const writes = Math.max(...ours.filter(({ step }) => step === "nothing changed").map((one) => one.writes));
  const refused = [...ours, ...(live ? [live] : [])].reduce((sum, one) => sum + one.refused, 0);
  return [
    goal(
      worst("first import") <= 0.05,
      `first import: ${worst("first import").toFixed(4)} calls per organization at most (goal 0.05)`,
    ),
    goal(
      worst("1 % changed") <= 0.05,
      `1 % changed: ${worst("1 % changed").toFixed(4)} calls per organization at most (goal 0.05)`,
    ),
    goal(
      worst("nothing changed") <= 0.011 && writes === 0,
      `nothing changed: ${worst("nothing changed").toFixed(4)} calls per organization at most (goal 0.011), ${writes} writes (goal 0)`,
    ),
    goal(refused === 0, `429s of our own doing: ${refused} (goal 0)`),
    ...(live ? [liveGoal(live)] : []),
  ];
}

function liveGoal({ tookMs, pending, mostCallsInAMinute }: LiveFigures): string {
  const worst = tookMs.at(-1) ?? 0;
  const words =
    `${tookMs.length} live new clients during a backfill in real time (${count(pending)} still to do at the end, at most ` +
    `${mostCallsInAMinute} calls in a minute): in Zendesk after ${(middleOf(tookMs) / 1000).toFixed(2)} s (median), ` +
    `${(worst / 1000).toFixed(2)} s (worst; goal 5)`;
  return pending > 0 ? goal(worst <= 5000, words) : `no verdict: the backfill was over too soon; ${words}`;
}

/** What happens to each step when there are many more clients, from the second-largest size to the largest. */
function growth({ ours }: Costs, sizes: readonly number[]): string[] {
  const [small, large] = sizes.slice(-2);
  if (small === undefined || large === undefined) return [];
  const peak = (size: number): number =>
    Math.max(...ours.filter((one) => one.size === size).map((one) => one.peakMb ?? 0));
  const times = (of: (figures: Figures) => number, step: Step): string =>
    (of(find(ours, large, step)) / of(find(ours, small, step))).toFixed(1);
  const steps: readonly Step[] = ["first import", "nothing changed", "1 % changed"];
  return [
    goal(
      peak(large) <= peak(small) * 1.2,
      `peak memory: ${peak(small).toFixed(0)} MB with ${count(small)} clients, ${peak(large).toFixed(0)} MB with ${count(large)} (goal: within 20 %)`,
    ),
    `growth: ${(large / small).toFixed(0)} times the clients cost ` +
      steps
        .map(
          (step) =>
            `${times(({ calls }) => calls, step)} × the calls and ${times(({ wallMs }) => wallMs, step)} × the time (${step})`,
        )
        .join(", "),
  ];
}

function find(figures: readonly Figures[], size: number, step: Step): Figures {
  return figures.find((one) => one.size === size && one.step === step)!;
}
