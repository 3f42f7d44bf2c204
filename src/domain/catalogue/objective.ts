import type { Metric } from "./target.ts";

export const objectiveWindows = ["week", "month", "quarter"] as const;
export type ObjectiveWindow = (typeof objectiveWindows)[number];

/** How many of a level's tickets keep their target for a metric, counted over a window: 90 % of first replies a month. */
export type Objective = {
  readonly metric: Metric;
  /** Above 0, at most 100. */
  readonly sharePercent: number;
  readonly window: ObjectiveWindow;
  /** What the client gets when it is missed, in words; null: nothing. */
  readonly credit: string | null;
};
