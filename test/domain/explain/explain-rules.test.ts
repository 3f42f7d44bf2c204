import { describe, expect, it } from "vitest";

import type { Ticket } from "../../../src/domain/tickets/ticket.ts";
import { explain } from "./explain-world.ts";

describe("the priority of a ticket is explained", () => {
  it("as somebody's choice, for which no rule was tried", () => {
    expect(explain({ priority: "low" }).priority).toEqual({ kind: "chosen", priority: "low", rules: [] });
  });

  it("by the first rule that matches, and what it found", () => {
    expect(explain({ priority: null, description: "Our site\ndown again" }).priority).toEqual({
      kind: "rule",
      priority: "urgent",
      rules: [
        {
          place: 1,
          priority: "urgent",
          matches: true,
          findings: [
            { asks: "serviceLevels", anyOf: ["VIP"], found: ["VIP"] },
            { asks: "keywords", anyOf: ["outage", "site down"], found: ["site down"] },
          ],
        },
      ],
    });
  });

  it("by what the rules before miss", () => {
    const { kind, priority, rules } = explain(
      {
        priority: null,
        subject: "Outage",
        channel: "voice",
      },
      null,
    ).priority;

    expect([kind, priority]).toEqual(["rule", "high"]);
    expect(rules).toEqual([
      {
        place: 1,
        priority: "urgent",
        matches: false,
        findings: [
          { asks: "serviceLevels", anyOf: ["VIP"], found: [] },
          { asks: "keywords", anyOf: ["outage", "site down"], found: ["outage"] },
        ],
      },
      {
        place: 2,
        priority: "high",
        matches: true,
        findings: [{ asks: "channels", anyOf: ["voice"], found: ["voice"] }],
      },
    ]);
  });

  it("as the default after all rules", () => {
    const { kind, priority, rules } = explain({ priority: null }).priority;

    expect([kind, priority, rules.map(({ matches }) => matches)]).toEqual([
      "default",
      "normal",
      [false, false],
    ]);
  });
});

describe("the department of a ticket is explained", () => {
  it.each<[string, Partial<Ticket>, string, string | undefined, number | null, number]>([
    ["by the group that it has", { groupId: 41 }, "has-group", "Billing", 41, 0],
    ["by a group of no department", { groupId: 9 }, "has-group", undefined, 9, 0],
    ["by who takes it first", { groupId: null, tags: ["About_money"] }, "taken", "Billing", 41, 1],
    ["though its group is not there", { groupId: null, channel: "voice" }, "taken", "Phone", null, 2],
    ["by nobody taking it", { groupId: null }, "untaken", undefined, null, 2],
  ])("%s", (_, ticket, kind, name, groupId, tried) => {
    const { department } = explain(ticket);

    expect([department.kind, department.department?.name, department.groupId]).toEqual([kind, name, groupId]);
    expect(department.tried).toHaveLength(tried);
  });

  it("by each of its reasons", () => {
    const { tried } = explain({ groupId: null, subject: "Refund" }).department;

    expect(tried).toEqual([
      {
        name: "Billing",
        takes: true,
        reasons: [
          [{ asks: "keywords", anyOf: ["invoice", "refund"], found: ["refund"] }],
          [{ asks: "impact", anyOf: ["about_money"], found: [] }],
        ],
      },
    ]);
  });
});
