import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { givenPolicyFilter, policyFilterOf } from "./policy-filter.ts";
import type { PolicyKind } from "./policy-kinds.ts";
import { givenPolicyMetric, policyMetricsOf } from "./policy-metrics.ts";
import type { Policy, PolicyFilter } from "./policy.ts";
import { blankValue, recordInvalid, recordNotFound } from "./refusal.ts";

/** What a caller may say of a policy; `title` and `filter` are required of a new one. */
export const policyChanges = z.object({
  title: z.exactOptional(z.string()),
  description: z.exactOptional(z.string().nullable()),
  position: z.exactOptional(z.int()),
  filter: z.exactOptional(givenPolicyFilter),
  policy_metrics: z.exactOptional(z.array(givenPolicyMetric)),
  metric_settings: z.exactOptional(z.record(z.string(), z.record(z.string(), z.boolean()))),
});
export type PolicyChanges = z.infer<typeof policyChanges>;

/** Titles need not be unique. Without a position it is the last. */
export function createPolicy(kind: PolicyKind, given: PolicyChanges): Policy {
  const { account, table } = kind;
  if (given.filter === undefined) throw recordInvalid({ filter: [blankValue("Filter")] });
  const now = account.timestamp();
  const blank: Policy = {
    id: account.newId(),
    title: "",
    description: null,
    position: table.size + 1,
    filter: {},
    policy_metrics: [],
    created_at: now,
    updated_at: now,
  };
  const policy = table.put(changed(kind, blank, given));
  return movedTo(kind, policy, policy.position);
}

/** Keys left out stay as they are; lists replace lists. */
export function updatePolicy(kind: PolicyKind, policy: Policy, changes: PolicyChanges): Policy {
  const after = changed(kind, policy, changes);
  if (isDeepStrictEqual(after, policy)) return policy;
  const kept = kind.table.put({ ...after, updated_at: kind.account.timestamp() });
  return kept.position === policy.position ? kept : movedTo(kind, kept, kept.position);
}

export function deletePolicy(kind: PolicyKind, policy: Policy): void {
  kind.table.remove(policy.id);
  renumber(kind, listPolicies(kind));
}

/** Takes the order of all policies; what Zendesk makes of a part of them is not known. */
export function reorderPolicies(kind: PolicyKind, ids: readonly string[]): void {
  const ordered = ids.flatMap((id) => findPolicy(kind, id) ?? []);
  const isWhole = new Set(ordered).size === kind.table.size && ids.length === kind.table.size;
  if (!isWhole) {
    throw recordInvalid({
      base: [{ description: `Ids: must be those of all ${kind.table.size} policies`, error: "InvalidValue" }],
    });
  }
  renumber(kind, ordered);
}

/** In the order in which they are matched. */
export function listPolicies({ table }: PolicyKind): readonly Policy[] {
  return table.list().toSorted((a, b) => a.position - b.position || a.id - b.id);
}

export function getPolicy(kind: PolicyKind, id: string): Policy {
  const policy = findPolicy(kind, id);
  if (!policy) throw recordNotFound();
  return policy;
}

export function presentPolicy(kind: PolicyKind, policy: Policy, origin: string): object {
  const id = kind.idOf(policy);
  return { url: `${origin}/api/v2/${kind.path}/${id}.json`, ...policy, id };
}

function findPolicy({ table, idOf }: PolicyKind, id: string): Policy | undefined {
  return table.list().find((policy) => String(idOf(policy)) === id);
}

function changed(kind: PolicyKind, before: Policy, changes: PolicyChanges): Policy {
  const { filter, policy_metrics: metrics, ...others } = changes;
  const after = {
    ...before,
    ...others,
    filter: filter ? filterOf(kind, filter) : before.filter,
    policy_metrics: metrics ? policyMetricsOf(metrics, kind.metrics) : before.policy_metrics,
  };
  if (after.title.trim() === "") throw recordInvalid({ title: [blankValue("Title")] });
  return after;
}

function filterOf(kind: PolicyKind, given: z.infer<typeof givenPolicyFilter>): PolicyFilter {
  const filter = policyFilterOf(given, kind.sides, kind.filterFields());
  const { requiredField } = kind;
  const isNamed = filter.all?.some(({ field, value }) => field === requiredField && Array.isArray(value));
  if (requiredField !== null && !isNamed) {
    throw recordInvalid({
      filter: [{ description: `Filter: must name a list of ${requiredField}`, error: "InvalidValue" }],
    });
  }
  return filter;
}

function movedTo(kind: PolicyKind, policy: Policy, position: number): Policy {
  const others = listPolicies(kind).filter(({ id }) => id !== policy.id);
  renumber(kind, others.toSpliced(Math.max(0, position - 1), 0, policy));
  return kind.table.get(policy.id) ?? policy;
}

/** Positions count from one, without gaps. */
function renumber({ table }: PolicyKind, ordered: readonly Policy[]): void {
  for (const [index, policy] of ordered.entries()) {
    if (policy.position !== index + 1) table.put({ ...policy, position: index + 1 });
  }
}
