import type { Catalogue } from "../../src/domain/catalogue/catalogue.ts";
import { aDepartment, aServiceLevel, theCatalogue } from "../support/builders.ts";

export const gold = aServiceLevel("Gold", "gold", {
  description: "Fast answers.",
  targetMinutes: {
    first_reply_time: { urgent: 15, low: 240 },
    total_resolution_time: { urgent: 90 },
  },
  hours: { urgent: "calendar", high: "business", normal: "business", low: "business" },
  schedule: "Office",
  objectives: [
    { metric: "first_reply_time", sharePercent: 90, window: "month", credit: "5 % of the fee" },
    { metric: "total_resolution_time", sharePercent: 80, window: "quarter", credit: null },
  ],
  warnings: [{ metric: "first_reply_time", beforeMinutes: 5, tell: ["Lead", "Manager"] }],
  escalations: [
    { metric: "first_reply_time", afterMinutes: 60, to: "Manager" },
    { metric: "first_reply_time", afterMinutes: 0, to: "Lead" },
  ],
  channels: ["email", "phone"],
  languages: ["en", "pt-BR"],
  coverage: { kind: "schedules", names: ["Office"] },
  services: ["A named manager"],
  exclusions: ["Hosting"],
  training: [{ title: "Workshop", url: "https://help.example.com/workshop" }],
  knowledgeBase: [{ title: "Guides", url: "https://help.example.com/guides" }],
});

/** One level that says everything there is to say, and one that says nothing. */
export const small: Catalogue = {
  ...theCatalogue,
  segments: [{ name: "Large", slug: "large", serviceLevel: "Gold" }],
  serviceLevels: [gold, aServiceLevel("Basic", "basic")],
  responsibilities: [
    { role: "Lead", does: "Takes over.", who: "ann@example.com" },
    { role: "Manager", does: "Decides.", who: null },
    { role: "Agent", does: "Answers.", who: null },
  ],
  schedules: [
    {
      name: "Office",
      timeZone: "Europe/Berlin",
      intervals: {
        mon: [
          { fromMinute: 540, toMinute: 720 },
          { fromMinute: 780, toMinute: 1050 },
        ],
        sat: [{ fromMinute: 0, toMinute: 1440 }],
      },
      holidays: [
        { name: "New Year", from: "2027-01-01", to: "2027-01-01" },
        { name: "Christmas", from: "2026-12-24", to: "2026-12-26" },
        { name: "Last summer", from: "2026-08-01", to: "2026-08-15" },
        { name: "In two years", from: "2028-08-01", to: "2028-08-15" },
      ],
    },
  ],
  departments: [
    aDepartment("Billing", {
      group: "Money",
      takes: [
        { impact: ["impact_fee"], keywords: ["invoice", "refund"], channels: [], serviceLevels: ["Gold"] },
      ],
      groupOwnershipMinutes: { urgent: 30 },
      exceptions: [
        {
          name: "Invoices",
          serviceLevels: ["Gold"],
          appliesTo: { kind: "issue", impact: ["impact_fee"] },
          targetMinutes: { first_reply_time: { urgent: 10 } },
          hours: {},
        },
      ],
    }),
  ],
  urgencyRules: [{ priority: "urgent", keywords: [], impact: [], channels: ["voice"], serviceLevels: [] }],
};
