import { type Catalogue, type ServiceLevel, serviceLevelTag } from "../catalogue/catalogue.ts";
import { type Department, groupIdOf, type TargetException } from "../catalogue/department.ts";
import { exceptionsOf } from "../catalogue/exceptions-of.ts";
import { levelUnder } from "../catalogue/level-under.ts";
import type { LiveCondition } from "./live-account.ts";
import { withMarker } from "./sla-marker.ts";
import type { SlaPolicy, WantedPolicies } from "./sla-policy.ts";
import { metricsOf } from "./sla-metrics.ts";
import { countingHours, metrics } from "../catalogue/target.ts";

/**
 * Zendesk gives a ticket the first policy that takes it: for each level those of its exceptions, then its own. A level
 * without targets needs none. `groups`: ids by name in lower case.
 */
export function slaPolicies(catalogue: Catalogue, groups: ReadonlyMap<string, number>): WantedPolicies {
  const wanted = catalogue.serviceLevels.flatMap((level) => [
    ...exceptionsOf(level, catalogue).map(({ department, exception }) =>
      policyUnder(level, exception, department, groups),
    ),
    policyOf(level),
  ]);
  return {
    policies: wanted.flatMap((one) => ("why" in one || one.metrics.length === 0 ? [] : [one])),
    untold: wanted.flatMap((one) => ("why" in one ? [one] : [])),
  };
}

function policyOf(level: ServiceLevel): SlaPolicy {
  const marker = serviceLevelTag(level);
  return {
    marker,
    title: level.name,
    description: withMarker(level.description, marker),
    conditions: [includesTag(marker)],
    metrics: targetsOf(level),
    metricSettings: level.metricSettings,
  };
}

function policyUnder(
  level: ServiceLevel,
  exception: TargetException,
  department: Department,
  groups: ReadonlyMap<string, number>,
): SlaPolicy | WantedPolicies["untold"][number] {
  const marker = `${serviceLevelTag(level)}/${exception.name}`;
  const title = `${level.name}: ${exception.name}`;
  const condition = conditionOf(exception, department, groups);
  if (!condition) {
    return {
      marker,
      why: `SLA policy "${title}" is left as it is: Zendesk has no group "${department.group}"; create it, then plan again`,
    };
  }
  return {
    ...policyOf(level),
    marker,
    title,
    description: withMarker(`${exception.name}: other targets, set by ${department.name}.`, marker),
    conditions: [includesTag(serviceLevelTag(level)), condition],
    metrics: targetsOf(levelUnder(level, exception)),
  };
}

/** Undefined: the group is not there. */
function conditionOf(
  { appliesTo }: TargetException,
  department: Department,
  groups: ReadonlyMap<string, number>,
): LiveCondition | undefined {
  if (appliesTo.kind === "issue") return includesTag(...appliesTo.impact);
  const id = groupIdOf(department, groups);
  return id === undefined ? undefined : { field: "group_id", operator: "is", value: String(id) };
}

/** At least one of them; Zendesk keeps tags in lower case. */
function includesTag(...tags: readonly string[]): LiveCondition {
  return { field: "current_tags", operator: "includes", value: tags.join(" ").toLowerCase() };
}

function targetsOf({ targetMinutes, hours, schedule }: ServiceLevel): SlaPolicy["metrics"] {
  const counting = countingHours(hours, { hasSchedule: schedule !== null });
  return metrics.flatMap((metric) => metricsOf(metric, targetMinutes[metric], counting));
}
