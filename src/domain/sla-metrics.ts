import type { LivePolicyMetric } from "./live-account.ts";
import type { HoursByPriority, MinutesByPriority } from "./target.ts";
import { priorities } from "./ticket.ts";

/** The rows of a policy for one metric. Without a schedule all hours are business hours: Zendesk is told so. */
export function metricsOf(
  metric: string,
  minutes: MinutesByPriority | undefined,
  { hours, hasSchedule }: { readonly hours: HoursByPriority; readonly hasSchedule: boolean },
): readonly LivePolicyMetric[] {
  return priorities.flatMap((priority) => {
    const targetMinutes = minutes?.[priority];
    if (targetMinutes === undefined) return [];
    return [
      { priority, metric, targetMinutes, isBusinessHours: hasSchedule && hours[priority] === "business" },
    ];
  });
}
