import { DateTime } from "luxon";

import type { Catalogue, ServiceLevel } from "../../../src/domain/catalogue/catalogue.ts";
import { reviewCatalogue } from "../../../src/domain/review/review-catalogue.ts";
import type { Schedule } from "../../../src/domain/hours/schedule.ts";
import type { TicketConditions } from "../../../src/domain/catalogue/ticket-rules.ts";
import { aDepartment, aServiceLevel, theCatalogue } from "../../support/builders.ts";

export const now = DateTime.fromISO("2026-11-20T12:00:00Z");

const day = [{ fromMinute: 8 * 60, toMinute: 17 * 60 }];
export const office: Schedule = {
  name: "Office",
  timeZone: "Europe/Berlin",
  intervals: { mon: day, tue: day, wed: day, thu: day, fri: day },
  holidays: [{ name: "New Year", from: "2027-12-31", to: "2028-01-01" }],
};

const link = { title: "Guides", url: "https://help.example.com" };
export const byPriority = { urgent: 60, high: 120, normal: 240, low: 480 };
/** Conditions that every ticket meets. */
export const nothing: TicketConditions = { impact: [], keywords: [], channels: [], serviceLevels: [] };

export const gold = aServiceLevel("Gold", "gold", {
  description: "The better one.",
  targetMinutes: { first_reply_time: byPriority, total_resolution_time: byPriority },
  schedule: "Office",
  objectives: [
    { metric: "first_reply_time", sharePercent: 95, window: "month", credit: "a free month" },
    { metric: "total_resolution_time", sharePercent: 90, window: "month", credit: null },
  ],
  warnings: [
    { metric: "first_reply_time", beforeMinutes: 15, tell: ["Lead"] },
    { metric: "total_resolution_time", beforeMinutes: 15, tell: ["Lead"] },
  ],
  escalations: [
    { metric: "first_reply_time", afterMinutes: 60, to: "Head" },
    { metric: "total_resolution_time", afterMinutes: 0, to: "Lead" },
    { metric: "total_resolution_time", afterMinutes: 60, to: "Head" },
  ],
  channels: ["email"],
  languages: ["en"],
  coverage: { kind: "schedules", names: ["Office"] },
  services: ["A survey every year"],
  exclusions: ["Hosting"],
  training: [link],
  knowledgeBase: [link],
});
export const basic: ServiceLevel = { ...gold, name: "Basic", slug: "basic", description: "The other one." };

/** Nothing is missing, and nothing contradicts itself. */
export const complete: Catalogue = {
  ...theCatalogue,
  segments: [
    { name: "Large", slug: "large", serviceLevel: "Gold" },
    { name: "Small", slug: "small", serviceLevel: "Basic" },
  ],
  serviceLevels: [gold, basic],
  defaultServiceLevel: "Basic",
  responsibilities: [
    { role: "Lead", does: "Watches.", who: "Ann" },
    { role: "Head", does: "Answers for it.", who: "Bob" },
  ],
  schedules: [office],
  departments: [aDepartment("Billing", { takes: [{ ...nothing, keywords: ["invoice"] }] })],
  urgencyRules: [
    { ...nothing, priority: "urgent", keywords: ["outage"] },
    { ...nothing, priority: "high", keywords: ["error"] },
    { ...nothing, priority: "low", keywords: ["no rush"] },
  ],
};

export function withGold(other: Partial<ServiceLevel>): Partial<Catalogue> {
  return { serviceLevels: [{ ...gold, ...other }, basic] };
}
/** What the review says of the complete catalogue with something changed: status, topic, level, message, mend. */
export function troublesOf(other: Partial<Catalogue>): (string | null)[][] {
  return reviewCatalogue({ ...complete, ...other }, now).flatMap((finding) =>
    finding.status === "present"
      ? []
      : [[finding.status, finding.topic, finding.level, finding.message, finding.mend]],
  );
}
