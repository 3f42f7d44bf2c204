import { describe, expect, it } from "vitest";

import { problemsIn, read, smallest } from "./reading.ts";

const nothing = { impact: [], keywords: [], channels: [], serviceLevels: [] };

describe("a catalogue", () => {
  it("asks nothing of tickets but their tag and a normal priority, unless it says more", () => {
    expect(read(smallest)).toMatchObject({
      serviceLevels: [{ targetMinutes: {}, schedule: null }],
      urgencyRules: [],
      defaultPriority: "normal",
      departments: [],
      schedules: [],
    });
  });

  it("has rules of urgency, in order", () => {
    const catalogue = read(`${smallest}urgency_rules:
  - { priority: urgent, keywords: [outage], service_levels: [VIP] }
  - { priority: high, impact: [impact_all_sites], channels: [voice] }
default_priority: low
`);

    expect(catalogue.urgencyRules).toEqual([
      { ...nothing, priority: "urgent", keywords: ["outage"], serviceLevels: ["VIP"] },
      { ...nothing, priority: "high", impact: ["impact_all_sites"], channels: ["voice"] },
    ]);
    expect(catalogue.defaultPriority).toBe("low");
  });

  it("has departments, whose group bears their name unless said otherwise", () => {
    const { departments } = read(`${smallest}departments:
  - name: Billing
    takes: [{ channels: [email] }, { impact: [about_money] }]
  - { name: Ads, group: DA Support, takes: [{ keywords: [ads] }] }
`);

    expect(departments).toEqual([
      {
        name: "Billing",
        group: "Billing",
        takes: [
          { ...nothing, channels: ["email"] },
          { ...nothing, impact: ["about_money"] },
        ],
      },
      { name: "Ads", group: "DA Support", takes: [{ ...nothing, keywords: ["ads"] }] },
    ]);
  });
});

describe("a broken rule names file and line of", () => {
  it.each([
    [
      "a rule for everything",
      "urgency_rules:\n  - priority: high\n",
      "7: urgency_rules.0: needs at least one of impact, keywords, channels, service_levels",
    ],
    [
      "an empty list",
      "urgency_rules:\n  - { priority: high, keywords: [] }\n",
      "7: urgency_rules.0.keywords: Too small: expected array to have >=1 items",
    ],
    [
      "a level that is not there",
      "urgency_rules:\n  - priority: high\n    service_levels: [VIP, Gold]\n",
      '8: urgency_rules.0.service_levels.1: there is no service level "Gold"; there are VIP',
    ],
    [
      "a department for a level that is not there",
      "departments:\n  - name: Ads\n    takes:\n      - service_levels: [Gold]\n",
      '9: departments.0.takes.0.service_levels.0: there is no service level "Gold"; there are VIP',
    ],
    [
      "a department that takes everything",
      "departments:\n  - name: Ads\n    takes: [{}]\n",
      "8: departments.0.takes.0: needs at least one of impact, keywords, channels, service_levels",
    ],
    [
      "a department named twice",
      "departments:\n  - { name: Ads, takes: [{ channels: [web] }] }\n  - { name: Ads, takes: [{ channels: [web] }] }\n",
      '8: departments.1.name: "Ads" is used twice',
    ],
  ])("%s", (_, more, problem) => {
    expect(problemsIn(smallest + more)).toEqual([`levels.yaml:${problem}`]);
  });
});
