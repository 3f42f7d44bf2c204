import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";

import { wouldBreach } from "../../../src/domain/tickets/breaches.ts";
import type { Ticket } from "../../../src/domain/tickets/ticket.ts";
import { aCatalogue, aLevel, aTicket, conditions } from "./ticket-world.ts";

const catalogue = aCatalogue({
  urgencyRules: [{ ...conditions({ keywords: ["outage"] }), priority: "urgent" }],
  schedules: [
    {
      name: "office",
      timeZone: "UTC",
      intervals: {
        fri: [{ fromMinute: 9 * 60, toMinute: 17 * 60 }],
        mon: [{ fromMinute: 9 * 60, toMinute: 17 * 60 }],
      },
      holidays: [],
    },
  ],
});

/** Answers within an hour and solves within ten; what is urgent around the clock. */
const level = aLevel({
  targetMinutes: {
    first_reply_time: { urgent: 15, normal: 60 },
    total_resolution_time: { urgent: 60, normal: 600 },
    next_reply_time: { high: 1 },
  },
  hours: { urgent: "calendar", high: "business", normal: "business", low: "business" },
  schedule: "office",
});

/** A Friday. */
const createdAt = "2026-11-20T16:00:00.000000000Z";

describe("a ticket would be in breach at once", () => {
  it.each<[string, Partial<Ticket>, string, boolean]>([
    ["no, answered and within the time to solve it", {}, "2026-11-23T16:00Z", false],
    ["yes, when it should have been solved", {}, "2026-11-30T12:00Z", true],
    ["yes, when nobody answered it in time", { status: "new" }, "2026-11-20T17:00Z", true],
    ["no, when the office was closed since", { status: "new" }, "2026-11-20T16:59Z", false],
    ["yes, around the clock, when it is urgent", { priority: "urgent" }, "2026-11-21T03:00Z", true],
    [
      "yes, by the priority that it will get",
      { priority: null, subject: "Outage" },
      "2026-11-21T03:00Z",
      true,
    ],
    ["no, by the priority that it will get", { priority: null }, "2026-11-21T03:00Z", false],
    [
      "no, when its priority has no such target",
      { priority: "high", status: "new" },
      "2027-11-20T16:00Z",
      false,
    ],
    ["no, when it is solved", { status: "solved", priority: "urgent" }, "2027-11-20T16:00Z", false],
  ])("%s", (_, ticket, now, breach) => {
    const created = aTicket({ createdAt, ...ticket });

    expect(wouldBreach(created, level, catalogue, DateTime.fromISO(now))).toBe(breach);
  });

  it("by all hours when there is no schedule", () => {
    const ticket = aTicket({ createdAt, status: "new" });

    expect(
      wouldBreach(
        ticket,
        aLevel({ ...level, schedule: null }),
        catalogue,
        DateTime.fromISO("2026-11-21T03:00Z"),
      ),
    ).toBe(true);
  });
});
