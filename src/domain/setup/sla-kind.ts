import type { LivePolicy, LivePolicyMetric } from "./live-account.ts";

/** What SLA policies and group SLA policies differ in. */
export type SlaKind = {
  readonly resource: "policy" | "group-policy";
  /** For people. */
  readonly called: string;
  readonly path: string;
  /** Around what is sent and answered. */
  readonly root: string;
  readonly filter: (filter: LivePolicy["filter"]) => object;
  readonly target: (minutes: number) => object;
};

export const slaKind: SlaKind = {
  resource: "policy",
  called: "SLA policy",
  path: "/slas/policies",
  root: "sla_policy",
  filter: ({ all, any }) => ({ all, any }),
  target: (minutes) => ({ target: Math.floor(minutes), target_in_seconds: Math.round(minutes * 60) }),
};

/** The reference says minutes of `target`, and shows seconds ("Group SLA Policies"): only the other is beyond doubt. */
export const groupSlaKind: SlaKind = {
  resource: "group-policy",
  called: "group SLA policy",
  path: "/group_slas/policies",
  root: "group_sla_policy",
  filter: ({ all }) => ({ all }),
  target: (minutes) => ({ target_in_seconds: Math.round(minutes * 60) }),
};

/** Zendesk replaces filter and metrics as a whole: they are always sent in full. */
export function policyBody(
  kind: SlaKind,
  { title, description, filter, metrics, metricSettings }: Omit<LivePolicy, "id" | "position">,
): Readonly<Record<string, unknown>> {
  return {
    title,
    description,
    filter: kind.filter(filter),
    policy_metrics: metrics.map((metric) => metricRow(kind, metric)),
    ...(Object.keys(metricSettings).length > 0 && { metric_settings: metricSettings }),
  };
}

function metricRow(
  kind: SlaKind,
  { priority, metric, targetMinutes, isBusinessHours }: LivePolicyMetric,
): object {
  return { priority, metric, ...kind.target(targetMinutes), business_hours: isBusinessHours };
}
