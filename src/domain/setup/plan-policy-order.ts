import type { LivePolicy } from "./live-account.ts";
import { policyStepId } from "./plan-own-policies.ts";
import { idFrom, type IdReference, stepId } from "./setup-reference.ts";
import type { SetupPlan, SetupRequest } from "./setup-step.ts";
import type { PolicyAssignment } from "./sla-assignment.ts";
import { slaKind } from "./sla-kind.ts";
import { orderOf } from "./sla-order.ts";

export const policyOrderStep = stepId("policy-order", "all");

type Placed = { readonly id: number | string | IdReference; readonly title: string };

/**
 * Zendesk gives a ticket the first policy that takes it: ours stand in the order of the catalogue. `live`: in
 * Zendesk's order; what is new has been put last by then, what is surplus is gone when pruning.
 */
export function planPolicyOrder(
  { pairs, surplus }: PolicyAssignment,
  live: readonly LivePolicy[],
  isPruning: boolean,
): SetupPlan {
  const gone = new Set<Placed>(isPruning ? surplus.map((one) => one.live) : []);
  const kept: readonly Placed[] = live.filter((policy) => !gone.has(policy));
  const wanted = pairs.map(({ policy, live: old }): Placed => {
    return old ?? { id: idFrom(policyStepId(slaKind, policy.marker)), title: policy.title };
  });
  const isKept = new Set(kept);
  const before = [...kept, ...wanted.filter((policy) => !isKept.has(policy))];
  const after = orderOf(kept, wanted);
  const notes = shadowing(after, wanted, live);
  if (after.every((policy, place) => policy === before[place])) return { steps: [], notes };
  const step = {
    id: policyOrderStep,
    resource: "policy-order",
    action: "reorder",
    name: "order of SLA policies",
    changes: [{ field: "order", before: before.map(titleOf), after: after.map(titleOf) }],
    requests: [reorder(after)],
    undo: [reorder(before)],
  } as const;
  return { steps: [step], notes };
}

/** A policy without conditions takes every ticket that comes to it; if it is one of ours, it gets them back. */
function shadowing(
  order: readonly Placed[],
  ours: readonly Placed[],
  live: readonly LivePolicy[],
): readonly string[] {
  const takesAll = new Set<Placed>(
    live.filter((policy) => isWithoutConditions(policy) && !ours.includes(policy)),
  );
  const first = order.findIndex((policy) => takesAll.has(policy));
  const taker = order[first];
  if (!taker) return [];
  const behind = order.slice(first).filter((policy) => ours.includes(policy));
  if (behind.length === 0) return [];
  const names = behind.map(titleOf).join(", ");
  return [`SLA policy "${taker.title}" takes every ticket before ${names}: move it down in Admin Center`];
}

function isWithoutConditions({ filter }: LivePolicy): boolean {
  return filter.all.length + filter.any.length === 0;
}

function reorder(order: readonly Placed[]): SetupRequest {
  return {
    method: "PUT",
    path: `${slaKind.path}/reorder`,
    body: { sla_policy_ids: order.map(({ id }) => id) },
  };
}

function titleOf({ title }: Placed): string {
  return title;
}
