import type { Catalogue } from "../catalogue/catalogue.ts";
import type { LiveAccount } from "./live-account.ts";
import { planOwnPolicies } from "./plan-own-policies.ts";
import { planPolicyOrder } from "./plan-policy-order.ts";
import { joinPlans, type SetupPlan } from "./setup-step.ts";
import { assignPolicies } from "./sla-assignment.ts";
import { groupSlaPolicies } from "./sla-group-policies.ts";
import { groupSlaKind, slaKind } from "./sla-kind.ts";
import { slaPolicies } from "./sla-policies.ts";

/** SLA policies, their order, and group SLA policies. Those of others are never changed: at most, moved. */
export function planPolicies(
  catalogue: Catalogue,
  live: Pick<LiveAccount, "policies" | "groupPolicies" | "groups">,
  options: { readonly isPruning: boolean },
): SetupPlan {
  return joinPlans([planSlaPolicies(catalogue, live, options), planGroupPolicies(catalogue, live, options)]);
}

function planSlaPolicies(
  catalogue: Catalogue,
  { policies, groups }: Pick<LiveAccount, "policies" | "groups">,
  { isPruning }: { readonly isPruning: boolean },
): SetupPlan {
  const wanted = slaPolicies(catalogue, groups);
  const assignment = assignPolicies(wanted, policies);
  return joinPlans([
    { steps: [], notes: wanted.untold.map(({ why }) => why) },
    planOwnPolicies(slaKind, assignment, isPruning),
    planPolicyOrder(assignment, policies, isPruning),
  ]);
}

/** A ticket has one group: their order would matter only to departments that share it. */
function planGroupPolicies(
  catalogue: Catalogue,
  { groupPolicies, groups }: Pick<LiveAccount, "groupPolicies" | "groups">,
  { isPruning }: { readonly isPruning: boolean },
): SetupPlan {
  const wanted = groupSlaPolicies(catalogue, groups);
  if (groupPolicies === null) {
    const count = wanted.policies.length + wanted.untold.length;
    const note = `group_ownership_time of ${count} department(s) is left out: the account's plan has no group SLA policies`;
    return { steps: [], notes: count === 0 ? [] : [note] };
  }
  return joinPlans([
    { steps: [], notes: wanted.untold.map(({ why }) => why) },
    planOwnPolicies(groupSlaKind, assignPolicies(wanted, groupPolicies), isPruning),
  ]);
}
