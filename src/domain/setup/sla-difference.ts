import { inDuration } from "../document/document-words.ts";
import type { LiveCondition, LivePolicy, LivePolicyMetric } from "./live-account.ts";
import type { FieldChange } from "./setup-step.ts";
import { plainText } from "./sla-marker.ts";
import type { SlaPolicy } from "./sla-policy.ts";

/** Field by field, what makes `live` what is wanted; undefined: there is none yet. What Zendesk spells otherwise is the same. */
export function differenceOf(policy: SlaPolicy, live: LivePolicy | undefined): readonly FieldChange[] {
  return [
    change("title", live?.title ?? null, policy.title),
    change("description", live ? plainText(live.description) : null, plainText(policy.description)),
    change(
      "filter",
      live ? live.filter.all.map(inWords).sort() : null,
      policy.conditions.map(inWords).sort(),
    ),
    change("filter any", (live?.filter.any ?? []).map(inWords).sort(), []),
    ...metricChanges(policy.metrics, live?.metrics ?? []),
    ...settingChanges(policy.metricSettings, live?.metricSettings ?? {}),
  ].filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
}

/** Numbers come back as numbers or as text, tags in any order ("SLA Policies" and recorded answers). */
function inWords({ field, operator, value }: LiveCondition): string {
  const values = Array.isArray(value) ? value.map(String) : String(value).toLowerCase().split(/\s+/);
  return `${field} ${operator} ${values.sort().join(" ")}`;
}

function metricChanges(
  wanted: readonly LivePolicyMetric[],
  live: readonly LivePolicyMetric[],
): readonly FieldChange[] {
  const [after, before] = [targetsIn(wanted), targetsIn(live)];
  return [...new Set([...after.keys(), ...before.keys()])].map((field) =>
    change(field, before.get(field) ?? null, after.get(field) ?? null),
  );
}

function targetsIn(metrics: readonly LivePolicyMetric[]): ReadonlyMap<string, string> {
  return new Map(
    metrics.map(({ metric, priority, targetMinutes, isBusinessHours }) => [
      `${metric} ${priority}`,
      inDuration(targetMinutes, isBusinessHours ? "business" : "calendar"),
    ]),
  );
}

/** What Zendesk does not show is off. */
function settingChanges(
  wanted: LivePolicy["metricSettings"],
  live: LivePolicy["metricSettings"],
): readonly FieldChange[] {
  return Object.entries(wanted).flatMap(([metric, settings]) =>
    Object.entries(settings).map(([setting, value]) =>
      change(`${metric} ${setting}`, live[metric]?.[setting] ?? false, value),
    ),
  );
}

function change(field: string, before: unknown, after: unknown): FieldChange {
  return { field, before, after };
}
