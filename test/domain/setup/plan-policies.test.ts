import { describe, expect, it } from "vitest";

import type { LivePolicy } from "../../../src/domain/setup/live-account.ts";
import { aDepartment } from "../../support/builders.ts";
import { catalogue, planWith, vip, vipInZendesk } from "./setup-policies-world.ts";
import { aCatalogue } from "../tickets/ticket-world.ts";

const body = {
  title: "VIP",
  description: "The best.\nlos-sync: los_vip",
  filter: { all: [{ field: "current_tags", operator: "includes", value: "los_vip" }], any: [] },
  policy_metrics: [
    {
      priority: "urgent",
      metric: "first_reply_time",
      target: 15,
      target_in_seconds: 900,
      business_hours: true,
    },
    {
      priority: "low",
      metric: "first_reply_time",
      target: 60,
      target_in_seconds: 3600,
      business_hours: true,
    },
  ],
};

describe("the SLA policy of a level", () => {
  it("is made", () => {
    expect(planWith([])).toEqual({
      steps: [
        {
          id: "policy los_vip",
          resource: "policy",
          action: "create",
          name: "SLA policy VIP",
          changes: [
            { field: "title", before: null, after: "VIP" },
            { field: "description", before: null, after: "The best.\nlos-sync: los_vip" },
            { field: "filter", before: null, after: ["current_tags includes los_vip"] },
            { field: "first_reply_time urgent", before: null, after: "15 business minutes" },
            { field: "first_reply_time low", before: null, after: "1 business hour" },
          ],
          requests: [{ method: "POST", path: "/slas/policies", body: { sla_policy: body } }],
          undo: [{ method: "DELETE", path: "/slas/policies/{$id:policy los_vip}" }],
        },
      ],
      notes: [],
    });
  });

  it("is not one of the same title without our marker", () => {
    expect(planWith([{ ...vipInZendesk, description: "The best." }]).steps).toMatchObject([
      { action: "create", id: "policy los_vip" },
    ]);
  });

  it.each<[string, Partial<LivePolicy>]>([
    ["it is the same", {}],
    ["rows come in another order", { metrics: vipInZendesk.metrics.toReversed() }],
    ["line ends came back otherwise", { description: "The best.\r\nlos-sync: los_vip\r\n" }],
    [
      "a setting is on of which the catalogue says nothing",
      { metricSettings: { first_reply_time: { x: true } } },
    ],
  ])("is left alone when %s", (_, other) => {
    expect(planWith([{ ...vipInZendesk, ...other }]).steps).toEqual([]);
  });

  it("has tags in any order, and a group's id as number or text", () => {
    const department = aDepartment("Ads", {
      exceptions: [
        {
          name: "All",
          serviceLevels: ["VIP"],
          appliesTo: { kind: "issue", impact: ["impact_a", "impact_b"] },
          targetMinutes: {},
          hours: {},
        },
        {
          name: "Ads",
          serviceLevels: ["VIP"],
          appliesTo: { kind: "department" },
          targetMinutes: {},
          hours: {},
        },
      ],
    });
    const ofException = (name: string, id: number, condition: LivePolicy["filter"]["all"][number]) => ({
      ...vipInZendesk,
      id,
      title: `VIP: ${name}`,
      description: `${name}: other targets, set by Ads.\nlos-sync: los_vip/${name}`,
      filter: { all: [condition, ...vipInZendesk.filter.all], any: [] },
    });
    const live = [
      ofException("All", 93, { field: "current_tags", operator: "includes", value: "impact_b impact_a" }),
      ofException("Ads", 94, { field: "group_id", operator: "is", value: 42 }),
      vipInZendesk,
    ];
    const wanted = { ...catalogue, departments: [department] };

    expect(planWith(live, { wanted, groups: new Map([["ads", 42]]) })).toEqual({ steps: [], notes: [] });
  });

  it.each<[string, Partial<LivePolicy>, string, unknown, unknown]>([
    ["another title", { title: "Gold" }, "title", "Gold", "VIP"],
    [
      "another text",
      { description: "los-sync: los_vip" },
      "description",
      "los-sync: los_vip",
      body.description,
    ],
    ["another condition", { filter: { all: [], any: [] } }, "filter", [], ["current_tags includes los_vip"]],
    [
      "a condition more",
      { filter: { ...vipInZendesk.filter, any: [{ field: "brand_id", operator: "is", value: 5 }] } },
      "filter any",
      ["brand_id is 5"],
      [],
    ],
    [
      "a target less",
      { metrics: vipInZendesk.metrics.slice(1) },
      "first_reply_time urgent",
      null,
      "15 business minutes",
    ],
    [
      "a target more",
      {
        metrics: [
          ...vipInZendesk.metrics,
          { priority: "low", metric: "agent_work_time", targetMinutes: 0.5, isBusinessHours: false },
        ],
      },
      "agent_work_time low",
      "0.5 minutes",
      null,
    ],
  ])("is mended as a whole when it has %s", (_, other, field, before, after) => {
    const { steps } = planWith([{ ...vipInZendesk, ...other }]);

    expect(steps).toMatchObject([
      {
        action: "update",
        changes: [{ field, before, after }],
        requests: [{ method: "PUT", path: "/slas/policies/91", body: { sla_policy: body } }],
        undo: [{ method: "PUT", path: "/slas/policies/91" }],
      },
    ]);
  });

  it("says half a minute in seconds only: one that somebody wrote comes back when undone", () => {
    const [old] = vipInZendesk.metrics.map((row) => ({ ...row, targetMinutes: 15.5 }));
    const [step] = planWith([{ ...vipInZendesk, metrics: [old!] }]).steps;

    expect(step?.undo).toMatchObject([
      { body: { sla_policy: { policy_metrics: [{ target: 15, target_in_seconds: 930 }] } } },
    ]);
  });

  it("gets the settings that the catalogue names, and keeps the others", () => {
    const metricSettings = { first_reply_time: { fulfill_on_agent_internal_note: true } };
    const live = {
      ...vipInZendesk,
      metricSettings: { first_reply_time: { activate_on_agent_created_ticket_for_self: true } },
    };
    const [step] = planWith([live], {
      wanted: aCatalogue({ serviceLevels: [{ ...vip, metricSettings }] }),
    }).steps;
    const self = { activate_on_agent_created_ticket_for_self: true };

    expect(step?.changes).toEqual([
      { field: "first_reply_time fulfill_on_agent_internal_note", before: false, after: true },
    ]);
    expect(step?.requests).toMatchObject([
      {
        body: {
          sla_policy: {
            metric_settings: { first_reply_time: { ...self, fulfill_on_agent_internal_note: true } },
          },
        },
      },
    ]);
    expect(step?.undo).toMatchObject([
      {
        body: {
          sla_policy: {
            metric_settings: { first_reply_time: { ...self, fulfill_on_agent_internal_note: false } },
          },
        },
      },
    ]);
  });
});
