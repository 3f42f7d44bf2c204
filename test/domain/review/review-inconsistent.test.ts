import { describe, expect, it } from "vitest";

import type { Catalogue } from "../../../src/domain/catalogue/catalogue.ts";
import { aDepartment } from "../../support/builders.ts";
import { complete, gold, nothing, office, troublesOf, withGold } from "./review-world.ts";

describe("the review of a catalogue", () => {
  it.each<[string, string, Partial<Catalogue>, string]>([
    [
      "segments › Large › service_level",
      "a better segment with a lesser level",
      {
        segments: [
          { name: "Large", slug: "large", serviceLevel: "Basic" },
          { name: "Small", slug: "small", serviceLevel: "Gold" },
        ],
      },
      "the segment Large has the level Basic, Small below it the better Gold",
    ],
    [
      "default_service_level",
      "strangers with a better level than the most basic",
      { defaultServiceLevel: "Gold" },
      "whoever is no client has the level Gold; the most basic is Basic",
    ],
    [
      "service_levels › Gold › objectives",
      "a premium level with a lower objective",
      withGold({ objectives: gold.objectives.map((one) => ({ ...one, sharePercent: 90 })) }),
      "90 % of first_reply_time a month, for Basic 95 %",
    ],
    [
      "service_levels › Gold › objectives",
      "an objective without a target",
      withGold({
        objectives: [
          ...gold.objectives,
          { metric: "next_reply_time", sharePercent: 90, window: "month", credit: null },
        ],
      }),
      "an objective for next_reply_time, which has no target",
    ],
    [
      "service_levels › Gold › escalations",
      "a gap in escalation",
      withGold({ warnings: gold.warnings.slice(1) }),
      "a gap: nobody is told before first_reply_time is missed, or at once when it is",
    ],
    [
      "service_levels › Gold › escalations",
      "an escalation to whoever has it already",
      withGold({
        escalations: [...gold.escalations, { metric: "first_reply_time", afterMinutes: 90, to: "Head" }],
      }),
      "first_reply_time is handed twice to the same role",
    ],
    [
      "service_levels › Gold › warnings",
      "a warning before there is a ticket",
      withGold({ warnings: gold.warnings.map((one) => ({ ...one, beforeMinutes: 480 })) }),
      "a warning 480 minutes before first_reply_time is missed, which never has as much time",
    ],
    [
      "service_levels › Gold › coverage",
      "a channel without coverage",
      {
        schedules: [office, { ...office, name: "Night", intervals: {} }],
        ...withGold({ coverage: { kind: "schedules", names: ["Night"] } }),
      },
      "email without anybody there: Night never opens",
    ],
    [
      "service_levels › Gold › coverage",
      "time that counts while nobody is there",
      withGold({ hours: { ...gold.hours, urgent: "calendar" } }),
      "urgent counts around the clock, but somebody is there only while open: Office (Europe/Berlin)",
    ],
    [
      "schedules › Night",
      "a schedule of no use",
      { schedules: [office, { ...office, name: "Night" }] },
      "no level counts by Night",
    ],
    [
      "urgency_rules › 4",
      "a rule that never decides",
      {
        urgencyRules: [
          ...complete.urgencyRules,
          { ...nothing, priority: "high", keywords: ["no rush at all"] },
        ],
      },
      "rule 4 (high) never decides: rule 3 always does before",
    ],
    [
      "departments › Refunds › takes › 1",
      "a department whose tickets go to another",
      {
        departments: [
          ...complete.departments,
          aDepartment("Refunds", { takes: [{ ...nothing, keywords: ["wrong invoice"] }] }),
        ],
      },
      "what Refunds takes by reason 1 goes to Billing before",
    ],
    [
      "departments › Two › group_ownership_time",
      "two measures of one group",
      {
        departments: ["One", "Two"].map((name) =>
          aDepartment(name, { group: "Desk", groupOwnershipMinutes: { urgent: 30 } }),
        ),
      },
      "Two and One both say how long tickets may stay with Desk",
    ],
  ])("names what contradicts itself, and where: %s (%s)", (mend, _, other, message) => {
    expect(troublesOf(other).map(([status, , , words, where]) => [status, words, where])).toContainEqual([
      "inconsistent",
      message,
      mend,
    ]);
  });

  it.each<[string, Partial<Catalogue>]>([
    [
      "a lower objective over another time",
      withGold({
        objectives: gold.objectives.map((one) => ({ ...one, window: "quarter", sharePercent: 90 })),
      }),
    ],
    [
      "three departments of one group, one of which says how long tickets may stay",
      {
        departments: [{}, { groupOwnershipMinutes: { urgent: 30 } }, {}].map((other, index) =>
          aDepartment(`Desk ${index}`, {
            group: "Desk",
            takes: [{ ...nothing, keywords: [`word ${index}`] }],
            ...other,
          }),
        ),
      },
    ],
  ])("finds no fault with %s", (_, other) => {
    expect(troublesOf(other)).toEqual([]);
  });
});
