import type { Figures } from "../../src/jobs/figures.ts";
import { createMetrics, type Metrics, type MetricsOptions } from "../../src/telemetry/metrics.ts";

export const someFigures: Figures = {
  work: [{ kind: "reconcile-client", state: "failed", count: 3 }],
  oldest: [{ kind: "reconcile-client", urgency: "live", ageSeconds: 4.5 }],
  openConflicts: 2,
  sweeps: [{ name: "policy-drift", ageSeconds: 60 }],
};

/** Metrics on stores that answer at once, unless told otherwise. */
export function metricsOn({
  readFigures = async () => someFigures,
  readBudget = async () => [{ name: "account", used: 100, limit: 525 }],
}: Partial<MetricsOptions> = {}): Metrics {
  return createMetrics({ readFigures, readBudget });
}

/** The samples of our own metrics, without what is said about them. */
export async function samplesOf(metrics: Metrics): Promise<string[]> {
  const { body } = await metrics.render();
  return body.split("\n").filter((line) => line.startsWith("los_"));
}

/** The names that are declared. */
export async function namesOf(metrics: Metrics): Promise<Set<string>> {
  const { body } = await metrics.render();
  return new Set([...body.matchAll(/^# TYPE (\S+)/gm)].map(([, name = ""]) => name));
}
