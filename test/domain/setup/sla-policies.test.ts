import { describe, expect, it } from "vitest";

import type { Department } from "../../../src/domain/catalogue/department.ts";
import { groupSlaPolicies } from "../../../src/domain/setup/sla-group-policies.ts";
import { slaPolicies } from "../../../src/domain/setup/sla-policies.ts";
import { aDepartment, aServiceLevel } from "../../support/builders.ts";
import { aCatalogue } from "../tickets/ticket-world.ts";

const replies = { targetMinutes: { first_reply_time: { urgent: 15 } } };
const ads = aDepartment("Ads", {
  group: "DA Support",
  exceptions: [
    {
      name: "Ads outage",
      serviceLevels: ["VIP"],
      appliesTo: { kind: "issue", impact: ["impact_Ads", "impact_all"] },
      targetMinutes: { first_reply_time: { urgent: 5 } },
      hours: { urgent: "calendar" },
    },
    {
      name: "Ads",
      serviceLevels: ["SMB", "VIP"],
      appliesTo: { kind: "department" },
      targetMinutes: { total_resolution_time: { low: 60 } },
      hours: {},
    },
  ],
});
const catalogue = aCatalogue({
  serviceLevels: [
    aServiceLevel("VIP", "vip", { ...replies, description: "The best.", schedule: "Office" }),
    aServiceLevel("SMB", "smb", replies),
  ],
  departments: [ads],
});

describe("the SLA policies of a catalogue", () => {
  const groups = new Map([["da support", 42]]);

  it("are one for each level, after those of its exceptions", () => {
    const { policies, untold } = slaPolicies(catalogue, groups);

    expect(policies.map(({ title, marker }) => [title, marker])).toEqual([
      ["VIP: Ads outage", "los_vip/Ads outage"],
      ["VIP: Ads", "los_vip/Ads"],
      ["VIP", "los_vip"],
      ["SMB: Ads", "los_smb/Ads"],
      ["SMB", "los_smb"],
    ]);
    expect(untold).toEqual([]);
  });

  it("match by the tag of the level, and by what the exception is for", () => {
    const ofLevel = { field: "current_tags", operator: "includes", value: "los_vip" };

    expect(
      slaPolicies(catalogue, groups)
        .policies.map(({ conditions }) => conditions)
        .slice(0, 3),
    ).toEqual([
      [ofLevel, { field: "current_tags", operator: "includes", value: "impact_ads impact_all" }],
      [ofLevel, { field: "group_id", operator: "is", value: "42" }],
      [ofLevel],
    ]);
  });

  it("have the level's targets where the exception says nothing", () => {
    const target = { priority: "urgent", metric: "first_reply_time" };

    expect(
      slaPolicies(catalogue, groups)
        .policies.map(({ metrics }) => metrics)
        .slice(0, 3),
    ).toEqual([
      [{ ...target, targetMinutes: 5, isBusinessHours: false }],
      [
        { ...target, targetMinutes: 15, isBusinessHours: true },
        { priority: "low", metric: "total_resolution_time", targetMinutes: 60, isBusinessHours: true },
      ],
      [{ ...target, targetMinutes: 15, isBusinessHours: true }],
    ]);
  });

  it("count all hours where there is no schedule to say which are business hours", () => {
    expect(slaPolicies(catalogue, groups).policies.at(-1)).toEqual({
      marker: "los_smb",
      title: "SMB",
      description: "los-sync: los_smb",
      conditions: [{ field: "current_tags", operator: "includes", value: "los_smb" }],
      metrics: [
        { priority: "urgent", metric: "first_reply_time", targetMinutes: 15, isBusinessHours: false },
      ],
      metricSettings: {},
    });
  });

  it("are none for a level without targets", () => {
    expect(slaPolicies(aCatalogue(), groups).policies).toEqual([]);
  });

  it("cannot be told for a department whose group Zendesk does not have", () => {
    const { policies, untold } = slaPolicies(catalogue, new Map());

    expect(policies.map(({ marker }) => marker)).toEqual(["los_vip/Ads outage", "los_vip", "los_smb"]);
    expect(untold).toEqual([
      {
        marker: "los_vip/Ads",
        why: 'SLA policy "VIP: Ads" is left as it is: Zendesk has no group "DA Support"; create it, then plan again',
      },
      {
        marker: "los_smb/Ads",
        why: 'SLA policy "SMB: Ads" is left as it is: Zendesk has no group "DA Support"; create it, then plan again',
      },
    ]);
  });
});

describe("the group SLA policies of a catalogue", () => {
  const office = { name: "Office", timeZone: "Europe/Berlin", intervals: {}, holidays: [] };
  const owning = (other: Partial<Department> = {}): Department =>
    aDepartment("Billing", { groupOwnershipMinutes: { high: 60 }, ...other });
  const metric = { priority: "high", metric: "group_ownership_time", targetMinutes: 60 };

  it("say how long a ticket may stay with the group of a department", () => {
    const billing = aCatalogue({ departments: [owning(), aDepartment("Ads")], schedules: [office] });

    expect(groupSlaPolicies(billing, new Map([["billing", 41]])).policies).toEqual([
      {
        marker: "Billing",
        title: "Billing",
        description: "How long tickets may stay with Billing.\nlos-sync: Billing",
        conditions: [{ field: "group_id", operator: "includes", value: [41] }],
        metrics: [{ ...metric, isBusinessHours: true }],
        metricSettings: {},
      },
    ]);
  });

  it("count all hours where there is no schedule", () => {
    const billing = aCatalogue({ departments: [owning()] });

    expect(groupSlaPolicies(billing, new Map([["billing", 41]])).policies[0]?.metrics).toEqual([
      { ...metric, isBusinessHours: false },
    ]);
  });

  it("cannot be told without the group", () => {
    expect(groupSlaPolicies(aCatalogue({ departments: [owning({ group: "Money" })] }), new Map())).toEqual({
      policies: [],
      untold: [
        {
          marker: "Billing",
          why: 'group SLA policy "Billing" is left as it is: Zendesk has no group "Money"; create it, then plan again',
        },
      ],
    });
  });
});
