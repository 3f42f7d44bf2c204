import type { LivePolicyMetric } from "./live-account.ts";
import type { HoursByPriority, MinutesByPriority } from "../catalogue/target.ts";
import { priorities } from "../tickets/ticket.ts";

/** The rows of a policy for one metric; `hours`: those that count. */
export function metricsOf(
  metric: string,
  minutes: MinutesByPriority | undefined,
  hours: HoursByPriority,
): readonly LivePolicyMetric[] {
  return priorities.flatMap((priority) => {
    const targetMinutes = minutes?.[priority];
    if (targetMinutes === undefined) return [];
    return [{ priority, metric, targetMinutes, isBusinessHours: hours[priority] === "business" }];
  });
}
