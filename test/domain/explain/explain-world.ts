import { DateTime } from "luxon";

import { explainTicket, type TicketExplanation } from "../../../src/domain/explain/explain-ticket.ts";
import type { Schedule } from "../../../src/domain/hours/schedule.ts";
import type { Ticket } from "../../../src/domain/tickets/ticket.ts";
import { aDepartment } from "../../support/builders.ts";
import { aCatalogue, aLevel, aTicket, conditions } from "../tickets/ticket-world.ts";

const nineToFive = [{ fromMinute: 9 * 60, toMinute: 17 * 60 }];
const office: Schedule = {
  name: "Office",
  timeZone: "UTC",
  intervals: { mon: nineToFive, tue: nineToFive, wed: nineToFive, thu: nineToFive, fri: nineToFive },
  holidays: [],
};

const vip = aLevel({
  name: "VIP",
  slug: "vip",
  targetMinutes: {
    first_reply_time: { urgent: 15, normal: 60 },
    next_reply_time: { urgent: 30 },
    total_resolution_time: { urgent: 240, normal: 960 },
  },
  hours: { urgent: "calendar", high: "business", normal: "business", low: "business" },
  schedule: "Office",
});
export const smb = aLevel({ targetMinutes: { first_reply_time: { normal: 480 } }, schedule: "Office" });

const billing = aDepartment("Billing", {
  takes: [conditions({ keywords: ["invoice", "refund"] }), conditions({ impact: ["about_money"] })],
  exceptions: [
    {
      name: "outage",
      serviceLevels: ["VIP", "SMB"],
      appliesTo: { kind: "issue", impact: ["impact_all_sites"] },
      targetMinutes: { first_reply_time: { urgent: 5 } },
      hours: {},
    },
    {
      name: "money",
      serviceLevels: ["VIP"],
      appliesTo: { kind: "department" },
      targetMinutes: { total_resolution_time: { normal: 2400 } },
      hours: { normal: "calendar" },
    },
  ],
});
const phone = aDepartment("Phone", { takes: [conditions({ channels: ["voice"] })] });

/** Two levels, two rules, two departments; the first has exceptions. */
export const catalogue = aCatalogue({
  serviceLevels: [vip, smb],
  urgencyRules: [
    { ...conditions({ keywords: ["outage", "site down"], serviceLevels: ["VIP"] }), priority: "urgent" },
    { ...conditions({ channels: ["voice"] }), priority: "high" },
  ],
  departments: [billing, phone],
  schedules: [office],
});
/** The second department has no group in Zendesk. */
export const groups = new Map([["billing", 41]]);

/** A Friday. */
const createdAt = "2026-11-20T16:30:00.000000000Z";
/** The Monday after it. */
export const now = DateTime.fromISO("2026-11-23T10:00Z");

export const explain = (ticket: Partial<Ticket>, option: string | null = "los_vip"): TicketExplanation =>
  explainTicket(aTicket({ createdAt, ...ticket }), option, catalogue, groups, now);
