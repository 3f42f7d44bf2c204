import { describe, expect, it } from "vitest";

import { read, smallest } from "./reading.ts";

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
});
