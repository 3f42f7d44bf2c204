import { describe, expect, it } from "vitest";

import { aDepartment } from "../support/builders.ts";
import { conditions } from "../domain/tickets/ticket-world.ts";
import { read, smallest } from "./reading.ts";

describe("a department", () => {
  it("has a group of its name unless said otherwise, and no targets", () => {
    const { departments } = read(`${smallest}departments:
  - name: Billing
    takes: [{ channels: [email] }, { impact: [about_money] }]
  - { name: Ads, group: DA Support, takes: [{ keywords: [ads] }] }
`);

    expect(departments).toEqual([
      aDepartment("Billing", {
        takes: [conditions({ channels: ["email"] }), conditions({ impact: ["about_money"] })],
      }),
      aDepartment("Ads", { group: "DA Support", takes: [conditions({ keywords: ["ads"] })] }),
    ]);
  });

  it("may say how long a ticket stays with its group, and take none by itself", () => {
    const { departments } = read(`${smallest}departments:
  - name: Billing
    group_ownership_time: { urgent: 30m, high: 2h }
    hours: { urgent: calendar }
`);

    expect(departments).toEqual([
      aDepartment("Billing", {
        groupOwnershipMinutes: { urgent: 30, high: 120 },
        hours: { urgent: "calendar", high: "business", normal: "business", low: "business" },
      }),
    ]);
  });

  it("may have targets of its own for a level, and for an issue", () => {
    const { departments } = read(`${smallest}departments:
  - name: Billing
    exceptions:
      - name: Billing for VIP
        service_levels: [VIP]
        targets: { first_reply_time: { high: 1h } }
      - name: Wrong charges
        service_levels: [VIP]
        when: { impact: [impact_charged_twice] }
        targets: { total_resolution_time: { urgent: 1d } }
        hours: { urgent: calendar }
`);

    expect(departments[0]?.exceptions).toEqual([
      {
        name: "Billing for VIP",
        serviceLevels: ["VIP"],
        appliesTo: { kind: "department" },
        targetMinutes: { first_reply_time: { high: 60 } },
        hours: {},
      },
      {
        name: "Wrong charges",
        serviceLevels: ["VIP"],
        appliesTo: { kind: "issue", impact: ["impact_charged_twice"] },
        targetMinutes: { total_resolution_time: { urgent: 1440 } },
        hours: { urgent: "calendar" },
      },
    ]);
  });
});
