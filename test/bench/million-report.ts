import { count } from "./count.ts";
import { goal } from "./goal.ts";
import { markdownTable } from "./markdown-table.ts";
import { middleOf } from "./middle-of.ts";
import type { MemorySample } from "./million-memory.ts";
import type { MillionFigures } from "./million-run.ts";

const growthGoal = 0.2;

/** Memory of so many attempts is one figure, their median; the first is the warm-up, and the second what is compared with. */
export type MemoryStep = { readonly attempts: number; readonly medianMb: number; readonly mostMb: number };

export function memorySteps(samples: readonly MemorySample[], every: number): MemoryStep[] {
  return [...Map.groupBy(samples, ({ attempts }) => Math.floor(attempts / every))]
    .toSorted(([one], [other]) => one - other)
    .map(([step, some]) => {
      const megabytes = some.map((sample) => sample.resident_mb).toSorted((one, other) => one - other);
      return { attempts: step * every, medianMb: middleOf(megabytes), mostMb: megabytes.at(-1) ?? 0 };
    });
}

/** A table in Markdown, and a sentence for each goal. */
export function millionReport({ events, samples, wallMs }: MillionFigures, every: number): string {
  const steps = memorySteps(samples, every);
  const attempts = samples.at(-1)?.attempts ?? 0;
  return [
    ...markdownTable([
      ["attempts from", "memory, median", "at most"],
      ...steps.map((step) => [
        count(step.attempts),
        `${step.medianMb.toFixed(1)} MB`,
        `${step.mostMb.toFixed(1)} MB`,
      ]),
    ]),
    "",
    `${count(events)} events, ${count(attempts)} attempts that ended well, in ${(wallMs / 60_000).toFixed(1)} minutes: ${count(Math.round((attempts * 1000) / wallMs))} a second.`,
    "",
    goal(
      attempts >= events,
      `${count(attempts)} attempts for ${count(events)} events (goal: one each at least)`,
    ),
    growthVerdict(steps.slice(1), every),
  ].join("\n");
}

function growthVerdict(steps: readonly MemoryStep[], every: number): string {
  const [first] = steps;
  const last = steps.at(-1);
  if (!first || !last || first === last)
    return `no verdict on growth: after the warm-up of ${count(every)} attempts it takes two steps, and there are ${count(steps.length)}`;
  const growth = last.medianMb / first.medianMb - 1;
  const fitted = fittedGrowth(steps);
  return goal(
    growth < growthGoal && fitted < growthGoal,
    `memory after the warm-up of ${count(every)} attempts grew by ${percent(growth)} from the first step to the last, by ${percent(fitted)} on the line that fits all (goal under 20 %)`,
  );
}

/** How much the straight line of least squares grows from its first step to its last. */
function fittedGrowth(steps: readonly MemoryStep[]): number {
  const middle = (steps.length - 1) / 2;
  const mean = steps.reduce((sum, { medianMb }) => sum + medianMb, 0) / steps.length;
  const above = steps.reduce((sum, { medianMb }, at) => sum + (at - middle) * (medianMb - mean), 0);
  const below = steps.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
  const slope = above / below;
  return (slope * (steps.length - 1)) / (mean - slope * middle);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
