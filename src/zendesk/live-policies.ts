import type { ZendeskClient } from "node-zendesk";
import { z } from "zod";

import type { LivePolicy } from "../domain/setup/live-account.ts";
import { AccessLost, Rejected } from "../jobs/refusals.ts";
import { listPages } from "./raw-request.ts";

const conditions = z
  .array(z.object({ field: z.string(), operator: z.string(), value: z.unknown() }))
  .nullish();

/** Newer accounts answer `target_in_seconds` beside `target`, which is in minutes. */
const metricRow = z.object({
  priority: z.string(),
  metric: z.string(),
  target: z.coerce.number().nullish(),
  target_in_seconds: z.coerce.number().nullish(),
  business_hours: z.boolean().default(false),
});

const policyRow = z.object({
  id: z.union([z.number(), z.string()]),
  title: z.string(),
  description: z.string().nullish(),
  position: z.coerce.number().nullish(),
  filter: z.object({ all: conditions, any: conditions }).nullish(),
  policy_metrics: z.array(metricRow).nullish(),
  metric_settings: z.record(z.string(), z.record(z.string(), z.boolean()).nullish()).nullish(),
});

const policiesAnswer = z.object({ sla_policies: z.array(policyRow).nullish() });
const groupPoliciesAnswer = z.object({ group_sla_policies: z.array(policyRow).nullish() });

/** In the order in which Zendesk matches them. */
export async function listLivePolicies(client: ZendeskClient): Promise<LivePolicy[]> {
  const pages = z.array(policiesAnswer).parse(await listPages(client, "slas/policies"));
  return inOrder(pages.flatMap(({ sla_policies: rows }) => rows ?? []));
}

/** Null where the account's plan has none: Zendesk forbids the address, or does not know it. */
export async function listLiveGroupPolicies(client: ZendeskClient): Promise<LivePolicy[] | null> {
  try {
    const pages = z.array(groupPoliciesAnswer).parse(await listPages(client, "group_slas/policies"));
    return inOrder(pages.flatMap(({ group_sla_policies: rows }) => rows ?? []));
  } catch (err) {
    if (err instanceof AccessLost && err.status === 403) return null;
    if (err instanceof Rejected && err.status === 404) return null;
    throw err;
  }
}

function inOrder(rows: readonly z.infer<typeof policyRow>[]): LivePolicy[] {
  return rows.map(policyOf).toSorted((one, other) => one.position - other.position);
}

function policyOf(row: z.infer<typeof policyRow>, index: number): LivePolicy {
  return {
    id: row.id,
    title: row.title,
    description: row.description ?? null,
    position: row.position ?? index + 1,
    filter: { all: row.filter?.all ?? [], any: row.filter?.any ?? [] },
    metrics: (row.policy_metrics ?? []).map((metric) => ({
      priority: metric.priority,
      metric: metric.metric,
      targetMinutes: minutesOf(metric),
      isBusinessHours: metric.business_hours,
    })),
    metricSettings: Object.fromEntries(
      Object.entries(row.metric_settings ?? {}).map(([metric, settings]) => [metric, settings ?? {}]),
    ),
  };
}

function minutesOf({ target, target_in_seconds: seconds }: z.infer<typeof metricRow>): number {
  return typeof seconds === "number" ? seconds / 60 : (target ?? 0);
}
