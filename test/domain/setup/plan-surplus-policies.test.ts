import { describe, expect, it } from "vitest";

import { planWith, vipInZendesk } from "./setup-policies-world.ts";
import { aPolicy } from "./setup-world.ts";

describe("a policy with our marker that is not wanted", () => {
  const gone = aPolicy({ id: 95, title: "Gold", description: "los-sync: los_gold" });
  const second = { ...vipInZendesk, id: 96, title: "VIP copy" };

  it("is only named", () => {
    expect(planWith([vipInZendesk, gone, second])).toEqual({
      steps: [],
      notes: [
        'SLA policy "Gold" (95) is not in the catalogue: apply --prune deletes it',
        'SLA policy "VIP copy" (96) is a second one of los_vip: apply --prune deletes it',
      ],
    });
  });

  it("is deleted when pruning, the last one first so that each can come back to its place", () => {
    const { steps, notes } = planWith([vipInZendesk, gone, second], { isPruning: true });

    expect(notes).toEqual([]);
    expect(steps.map(({ requests }) => requests)).toEqual([
      [{ method: "DELETE", path: "/slas/policies/96" }],
      [{ method: "DELETE", path: "/slas/policies/95" }],
    ]);
    expect(steps[1]?.undo).toMatchObject([
      { method: "POST", path: "/slas/policies", body: { sla_policy: { title: "Gold", position: 2 } } },
    ]);
  });

  it("is the younger of two, also where it stands first", () => {
    expect(planWith([second, vipInZendesk]).notes).toEqual([
      'SLA policy "VIP copy" (96) is a second one of los_vip: apply --prune deletes it',
    ]);
  });
});
