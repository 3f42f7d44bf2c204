import { z } from "zod";
import type { PolicyMetric } from "./policy.ts";
import { recordInvalid } from "./refusal.ts";

export const givenPolicyMetric = z.object({
  priority: z.string(),
  metric: z.string(),
  target: z.exactOptional(z.int().nullable()),
  target_in_seconds: z.exactOptional(z.int().nullable()),
  business_hours: z.exactOptional(z.boolean()),
});
export type GivenPolicyMetric = z.infer<typeof givenPolicyMetric>;

const priorities = new Set(["low", "normal", "high", "urgent"]);

/** What is kept of targets: one for each metric and priority, in minutes and in seconds. */
export function policyMetricsOf(
  given: readonly GivenPolicyMetric[],
  known: readonly string[],
): readonly PolicyMetric[] {
  const taken = new Set<string>();
  return given.map(({ priority, metric, business_hours = false, ...target }) => {
    if (!known.includes(metric)) throw refused(`Metric: ${metric} is not included in the list`);
    if (!priorities.has(priority)) throw refused(`Priority: ${priority} is not included in the list`);
    const key = `${metric} ${priority}`;
    if (taken.has(key)) throw refused(`Metric: ${metric} already has a target for priority ${priority}`);
    taken.add(key);
    return { priority, metric, ...inBothUnits(target), business_hours };
  });
}

type GivenTarget = Pick<GivenPolicyMetric, "target" | "target_in_seconds">;
type Target = Pick<PolicyMetric, "target" | "target_in_seconds">;

/** What Zendesk makes of units that disagree is not known; here nobody can rely on it. */
function inBothUnits({ target: minutes, target_in_seconds: seconds }: GivenTarget): Target {
  const inSeconds = seconds ?? (minutes ?? 0) * 60;
  const inMinutes = Math.floor(inSeconds / 60);
  if (inSeconds <= 0) throw refused("Target: must be greater than 0");
  if (inMinutes !== (minutes ?? inMinutes)) throw refused("Target: differs from target in seconds");
  return { target: inMinutes, target_in_seconds: inSeconds };
}

function refused(description: string): Error {
  return recordInvalid({ policy_metrics: [{ description, error: "InvalidValue" }] });
}
