import { describe, expect, it } from "vitest";

import { aDepartment } from "../../support/builders.ts";
import { planWith, vip, vipInZendesk } from "./setup-policies-world.ts";
import { aPolicy } from "./setup-world.ts";
import { aCatalogue } from "../tickets/ticket-world.ts";

describe("a group SLA policy", () => {
  const wanted = aCatalogue({
    serviceLevels: [vip],
    departments: [aDepartment("Billing", { groupOwnershipMinutes: { high: 60 } })],
  });
  const groups = new Map([["billing", 41]]);

  it("is made, with seconds alone: nobody knows what its target without unit means", () => {
    expect(planWith([vipInZendesk], { wanted, groups }).steps).toMatchObject([
      {
        id: "group-policy Billing",
        resource: "group-policy",
        requests: [
          {
            method: "POST",
            path: "/group_slas/policies",
            body: {
              group_sla_policy: {
                title: "Billing",
                description: "How long tickets may stay with Billing.\nlos-sync: Billing",
                filter: { all: [{ field: "group_id", operator: "includes", value: [41] }] },
                policy_metrics: [
                  {
                    priority: "high",
                    metric: "group_ownership_time",
                    target_in_seconds: 3600,
                    business_hours: false,
                  },
                ],
              },
            },
          },
        ],
        undo: [{ method: "DELETE", path: "/group_slas/policies/{$id:group-policy Billing}" }],
      },
    ]);
  });

  it("is the older of two, by its ULID", () => {
    const ours = (id: string) => aPolicy({ id, title: `Of ${id}`, description: "los-sync: Billing" });
    const groupPolicies = [ours("01J00"), ours("01HZZ"), ours("01J01")];

    expect(planWith([vipInZendesk], { wanted, groups, groupPolicies }).notes).toEqual([
      'group SLA policy "Of 01J00" (01J00) is a second one of Billing: apply --prune deletes it',
      'group SLA policy "Of 01J01" (01J01) is a second one of Billing: apply --prune deletes it',
    ]);
  });

  it("is left out where the account's plan has none", () => {
    expect(planWith([vipInZendesk], { wanted, groups, groupPolicies: null })).toEqual({
      steps: [],
      notes: [
        "group_ownership_time of 1 department(s) is left out: the account's plan has no group SLA policies",
      ],
    });
    expect(planWith([vipInZendesk], { groupPolicies: null }).notes).toEqual([]);
  });

  it("is left as it is while the group is not there, also when pruning", () => {
    const billing = aPolicy({ id: "01J", title: "Billing", description: "los-sync: Billing" });

    expect(planWith([vipInZendesk], { wanted, groupPolicies: [billing], isPruning: true })).toEqual({
      steps: [],
      notes: [
        'group SLA policy "Billing" is left as it is: Zendesk has no group "Billing"; create it, then plan again',
      ],
    });
  });
});
