import { describe, expect, it } from "vitest";

import type { ServiceLevel } from "../../src/domain/catalogue/catalogue.ts";
import { aServiceLevel } from "../support/builders.ts";
import { office, read, smallest, withLevel } from "./reading.ts";

const lead = "responsibilities: [{ role: Lead, does: Watches the queue, who: leads@example.com }]\n";

const coverage = { kind: "schedules", names: [] } as const;

describe("a level that says no more than its name", () => {
  it("promises nothing, at no hour", () => {
    expect(read(smallest).serviceLevels).toEqual([aServiceLevel("VIP", "vip", { coverage })]);
    expect(read(smallest).responsibilities).toEqual([]);
  });
});

describe("a level may say", () => {
  it.each<[string, string, Partial<ServiceLevel>]>([
    [
      "which of its tickets keep their target, and what is credited when they do not",
      "objectives: [{ metric: next_reply_time, share: 99.5%, window: week, credit: 5 % }, { metric: next_reply_time, share: 90 %, window: month }]",
      {
        objectives: [
          { metric: "next_reply_time", sharePercent: 99.5, window: "week", credit: "5 %" },
          { metric: "next_reply_time", sharePercent: 90, window: "month", credit: null },
        ],
      },
    ],
    [
      "who is told before a target is missed",
      "warnings: [{ metric: first_reply_time, before: 30m, tell: [Lead] }]",
      { warnings: [{ metric: "first_reply_time", beforeMinutes: 30, tell: ["Lead"] }] },
    ],
    [
      "who takes over after it was",
      "escalations: [{ metric: first_reply_time, after: 0m, to: Lead }]",
      { escalations: [{ metric: "first_reply_time", afterMinutes: 0, to: "Lead" }] },
    ],
    [
      "what starts and ends a clock of Zendesk",
      "metric_settings: { first_reply_time: { fulfill_on_agent_internal_note: true } }",
      { metricSettings: { first_reply_time: { fulfill_on_agent_internal_note: true } } },
    ],
    [
      "how and in which languages it is reached",
      "channels: [phone, a channel in Slack], languages: [en, pt-BR]",
      { channels: ["phone", "a channel in Slack"], languages: ["en", "pt-BR"] },
    ],
    [
      "what is done and what is not",
      "services: [A review], exclusions: [Hosting]",
      { services: ["A review"], exclusions: ["Hosting"] },
    ],
    [
      "where its clients learn",
      'training: [{ title: Basics, url: "https://example.com/b" }], knowledge_base: [{ title: Guides, url: "https://example.com" }]',
      {
        training: [{ title: "Basics", url: "https://example.com/b" }],
        knowledgeBase: [{ title: "Guides", url: "https://example.com" }],
      },
    ],
  ])("%s", (_, keys, said) => {
    expect(read(withLevel(keys) + lead).serviceLevels).toEqual([
      aServiceLevel("VIP", "vip", { coverage, ...said }),
    ]);
  });
});

describe("a role", () => {
  it("says what is expected, and who has it if anybody does", () => {
    expect(read(`${smallest}${lead}`).responsibilities).toEqual([
      { role: "Lead", does: "Watches the queue", who: "leads@example.com" },
    ]);
    expect(read(`${smallest}responsibilities: [{ role: Lead, does: Waits }]\n`).responsibilities).toEqual([
      { role: "Lead", does: "Waits", who: null },
    ]);
  });
});

describe("the coverage of a level", () => {
  it.each([
    ["is not said without a schedule", smallest, { kind: "schedules", names: [] }],
    ["is its schedule", smallest + office, { kind: "schedules", names: ["Office"] }],
    ["is what it says", withLevel("coverage: around the clock") + office, { kind: "around-the-clock" }],
    [
      "is the schedules it names",
      withLevel("coverage: [Office]") + office,
      { kind: "schedules", names: ["Office"] },
    ],
  ])("%s", (_, text, expected) => {
    expect(read(text).serviceLevels[0]?.coverage).toEqual(expected);
  });
});
