import { Gauge, Registry } from "prom-client";

import type { BudgetFigure, Figures } from "../jobs/figures.ts";

/** What is known of the stores now; undefined: the store does not answer. */
export type Known = {
  readonly figures: Figures | undefined;
  readonly budget: readonly BudgetFigure[] | undefined;
};

/** What is not known is left out: a gauge that stays as it was would say that all is well. */
export async function figuresText({ figures, budget }: Known): Promise<string> {
  const registry = new Registry();
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Gauge({ name, help, labelNames, registers: [registry] });

  const up = gauge("los_up", "whether what the service stands on answers", ["part"]);
  up.set({ part: "database" }, figures ? 1 : 0);
  up.set({ part: "redis" }, budget ? 1 : 0);

  if (figures) {
    const work = gauge("los_work", "clients and tickets that are kept in step", ["kind", "state"]);
    for (const { kind, state, count } of figures.work) work.set({ kind, state }, count);
    const oldest = gauge("los_oldest_dirty_age_seconds", "since when the oldest work waits", [
      "kind",
      "urgency",
    ]);
    for (const { kind, urgency, ageSeconds } of figures.oldest) oldest.set({ kind, urgency }, ageSeconds);
    gauge("los_conflicts_open", "conflicts that a person must decide", []).set(figures.openConflicts);
    const sweeps = gauge("los_sweep_lag_seconds", "since when a regular sweep has not begun", ["sweep"]);
    for (const { name, ageSeconds } of figures.sweeps) sweeps.set({ sweep: name }, ageSeconds);
  }

  if (budget) {
    const left = gauge("los_budget_left", "calls of our share of a limit of Zendesk's that are left", [
      "limit",
    ]);
    const limits = gauge("los_budget_limit", "calls of a limit of Zendesk's that are ours in a minute", [
      "limit",
    ]);
    for (const { name, used, limit } of budget) {
      left.set({ limit: name }, Math.max(0, limit - used));
      limits.set({ limit: name }, limit);
    }
  }
  return await registry.metrics();
}
