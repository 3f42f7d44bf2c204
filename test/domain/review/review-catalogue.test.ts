import { describe, expect, it } from "vitest";

import { loadCatalogue } from "../../../src/catalogue/load-catalogue.ts";
import type { Catalogue } from "../../../src/domain/catalogue/catalogue.ts";
import { reviewCatalogue } from "../../../src/domain/review/review-catalogue.ts";
import { topics } from "../../../src/domain/review/review-finding.ts";
import { aDepartment } from "../../support/builders.ts";
import { complete, gold, now, office, troublesOf, withGold } from "./review-world.ts";

describe("the review of a catalogue", () => {
  it("finds every topic in one that is complete, and no trouble", () => {
    expect(troublesOf({})).toEqual([]);
    expect([...new Set(reviewCatalogue(complete, now).map(({ topic }) => topic))]).toEqual(topics);
  });

  it.each<[string, Partial<Catalogue>, string, string]>([
    ["description", withGold({ description: "" }), "service levels", "does not say in a sentence what it is"],
    ["exclusions", withGold({ exclusions: [] }), "services", "nothing says what is not done"],
    [
      "services",
      withGold({ services: ["Calls"] }),
      "feedback",
      "no service asks clients how content they are",
    ],
    ["channels", withGold({ channels: [] }), "channels", "nothing says how clients reach support"],
    ["languages", withGold({ languages: [] }), "languages", "no languages"],
    ["training", withGold({ training: [] }), "training", "no links to training"],
    ["knowledge_base", withGold({ knowledgeBase: [] }), "knowledge base", "no links to articles"],
    [
      "coverage",
      withGold({ coverage: { kind: "schedules", names: [] } }),
      "coverage",
      "nothing says when somebody is there",
    ],
    [
      "warnings",
      withGold({ warnings: gold.warnings.slice(1) }),
      "escalation",
      "nobody is told before first_reply_time is missed, which has an objective",
    ],
    [
      "escalations",
      withGold({ escalations: gold.escalations.slice(1) }),
      "escalation",
      "nobody takes over when first_reply_time is missed, which has an objective",
    ],
    [
      "escalations",
      withGold({ escalations: gold.escalations.slice(0, 2) }),
      "escalation",
      "nobody else takes over when total_resolution_time stays late",
    ],
  ])("misses what a level does not say: %s (%#)", (key, other, topic, message) => {
    expect(troublesOf(other).filter(([status]) => status === "missing")).toContainEqual([
      "missing",
      topic,
      "Gold",
      message,
      `service_levels › Gold › ${key}`,
    ]);
  });

  it.each<[string, Partial<Catalogue>, string]>([
    ["schedules", { schedules: [] }, "nothing says what business hours are; they are all hours"],
    [
      "schedules › Office › holidays",
      { schedules: [{ ...office, holidays: [] }] },
      "Office has no holidays; the next twelve months need theirs",
    ],
    [
      "schedules › Office › holidays",
      { schedules: [{ ...office, holidays: [{ name: "Christmas", from: "2026-12-24", to: "2026-12-25" }] }] },
      "Office has holidays only until 2026-12-25; the next twelve months need theirs",
    ],
    ["departments", { departments: [] }, "nothing says who answers what; groups are left to Zendesk"],
    ["departments › Idle › takes", { departments: [aDepartment("Idle")] }, "Idle takes no tickets"],
    ["urgency_rules", { urgencyRules: [] }, "every ticket is normal"],
    ["urgency_rules", { urgencyRules: complete.urgencyRules.slice(1) }, "no rule makes a ticket urgent"],
    [
      "responsibilities › Head › who",
      {
        responsibilities: complete.responsibilities.map((one) => ({
          ...one,
          who: one.role === "Head" ? null : "Ann",
        })),
      },
      "nobody is named who is Head",
    ],
    [
      "responsibilities › Agent",
      { responsibilities: [...complete.responsibilities, { role: "Agent", does: "Answers.", who: "Cy" }] },
      "Agent is named by no warning and no escalation",
    ],
  ])("misses what belongs to all levels: %s (%#)", (mend, other, message) => {
    expect(
      troublesOf(other).map(([status, , level, words, where]) => [status, level, words, where]),
    ).toContainEqual(["missing", null, message, mend]);
  });

  it.each([
    ["2027-08-19", ["Office has holidays only until 2027-08-19; the next twelve months need theirs"]],
    ["2027-08-20", []],
  ])("takes holidays until %s for those of the next twelve months or not", (to, messages) => {
    const schedules = [{ ...office, holidays: [{ name: "Summer", from: "2027-08-01", to }] }];

    expect(troublesOf({ schedules }).map(([, , , message]) => message)).toEqual(messages);
  });

  it("finds nothing that contradicts itself in the catalogue that ships with the project", async () => {
    const findings = reviewCatalogue(await loadCatalogue("config"), now);

    expect(findings.filter(({ status }) => status === "inconsistent")).toEqual([]);
  });

  it("misses nothing in the catalogue that ships with the project but what a company alone knows", async () => {
    const findings = reviewCatalogue(await loadCatalogue("config"), now);

    const missing = findings.filter(({ status }) => status === "missing");
    expect([...new Set(missing.map(({ topic }) => topic))]).toEqual(["responsibilities", "departments"]);
  });
});
