import { describe, expect, it } from "vitest";

import { planWith, smb, smbInZendesk, vip, vipInZendesk } from "./setup-policies-world.ts";
import { aPolicy } from "./setup-world.ts";
import { aCatalogue } from "../tickets/ticket-world.ts";

describe("the order of policies", () => {
  const wanted = aCatalogue({ serviceLevels: [vip, smb] });
  const theirs = aPolicy({ id: 97, title: "Theirs" });

  it("is that of the catalogue, without moving those of others", () => {
    expect(planWith([smbInZendesk, theirs, vipInZendesk], { wanted }).steps).toEqual([
      {
        id: "policy-order all",
        resource: "policy-order",
        action: "reorder",
        name: "order of SLA policies",
        changes: [{ field: "order", before: ["SMB", "Theirs", "VIP"], after: ["VIP", "Theirs", "SMB"] }],
        requests: [{ method: "PUT", path: "/slas/policies/reorder", body: { sla_policy_ids: [91, 97, 92] } }],
        undo: [{ method: "PUT", path: "/slas/policies/reorder", body: { sla_policy_ids: [92, 97, 91] } }],
      },
    ]);
  });

  it("names those that are yet to be made by the steps that make them", () => {
    const { steps } = planWith([smbInZendesk, theirs], { wanted });

    expect(steps.map(({ id }) => id)).toEqual(["policy los_vip", "policy-order all"]);
    expect(steps[1]?.requests).toMatchObject([
      { body: { sla_policy_ids: [{ $id: "policy los_vip" }, 92, 97] } },
    ]);
  });

  it("is left alone when it is right once what is new has been put last", () => {
    expect(planWith([theirs, vipInZendesk], { wanted }).steps.map(({ action }) => action)).toEqual([
      "create",
    ]);
  });

  it("does not help against somebody's policy that takes every ticket first", () => {
    const all = aPolicy({ id: 98, title: "All", filter: { all: [], any: [] } });

    expect(planWith([vipInZendesk, all, smbInZendesk], { wanted })).toEqual({
      steps: [],
      notes: ['SLA policy "All" takes every ticket before SMB: move it down in Admin Center'],
    });
    expect(planWith([vipInZendesk, smbInZendesk, all], { wanted }).notes).toEqual([]);
  });

  it("needs no help against one of ours that lost its conditions: it gets them back", () => {
    const emptied = { ...vipInZendesk, filter: { all: [], any: [] } };

    expect(planWith([emptied, smbInZendesk], { wanted }).notes).toEqual([]);
  });
});
