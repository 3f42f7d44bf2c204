import type { Catalogue } from "../catalogue/catalogue.ts";
import { groupIdOf } from "../catalogue/department.ts";
import { withMarker } from "./sla-marker.ts";
import { metricsOf } from "./sla-metrics.ts";
import type { SlaPolicy, WantedPolicies } from "./sla-policy.ts";
import { countingHours } from "../catalogue/target.ts";

/** How long tickets may stay with a group: a policy for each department that says so. */
export function groupSlaPolicies(catalogue: Catalogue, groups: ReadonlyMap<string, number>): WantedPolicies {
  const hasSchedule = catalogue.schedules.length > 0;
  const policies: SlaPolicy[] = [];
  const untold: { marker: string; why: string }[] = [];
  for (const department of catalogue.departments) {
    const { name, group, groupOwnershipMinutes, hours } = department;
    const counting = countingHours(hours, { hasSchedule });
    const metrics = metricsOf("group_ownership_time", groupOwnershipMinutes, counting);
    const id = groupIdOf(department, groups);
    if (metrics.length === 0) continue;
    if (id === undefined) {
      const why = `group SLA policy "${name}" is left as it is: Zendesk has no group "${group}"; create it, then plan again`;
      untold.push({ marker: name, why });
      continue;
    }
    policies.push({
      marker: name,
      title: name,
      description: withMarker(`How long tickets may stay with ${group}.`, name),
      conditions: [{ field: "group_id", operator: "includes", value: [id] }],
      metrics,
      metricSettings: {},
    });
  }
  return { policies, untold };
}
