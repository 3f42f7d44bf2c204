import type { BudgetFigure } from "../jobs/figures.ts";
import { countedForMs } from "./budget.ts";
import { type Scope, scopes } from "./limits.ts";

/** The shared counts, and what answers said of each limit's total. */
export interface TakenCounts {
  read(
    names: readonly string[],
    windowMs: number,
  ): Promise<
    readonly { readonly name: string; readonly taken: number; readonly total: number | undefined }[]
  >;
}

export type BudgetReadingOptions = {
  readonly windows: TakenCounts;
  /** Share of each limit that is ours, above 0 and at most 1. */
  readonly share: number;
  readonly minuteMs: number;
};

/** How much of our share of each of Zendesk's limits all processes together used within its minute. */
export async function readBudget({
  windows,
  share,
  minuteMs,
}: BudgetReadingOptions): Promise<readonly BudgetFigure[]> {
  const readings = await windows.read(Object.keys(scopes), countedForMs(minuteMs));
  return readings.map(({ name, taken, total = scopes[name as Scope].perMinute }) => ({
    name,
    used: taken,
    limit: Math.max(1, Math.floor(total * share)),
  }));
}
