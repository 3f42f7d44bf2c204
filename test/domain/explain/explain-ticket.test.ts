import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { serviceLevelTag } from "../../../src/domain/catalogue/catalogue.ts";
import { explainTicket, type TicketExplanation } from "../../../src/domain/explain/explain-ticket.ts";
import { findDepartment, priorityFor } from "../../../src/domain/tickets/match-ticket.ts";
import { slaPolicies } from "../../../src/domain/setup/sla-policies.ts";
import { priorities, type Ticket, ticketStatuses } from "../../../src/domain/tickets/ticket.ts";
import { catalogue, explain, groups, now } from "./explain-world.ts";
import { aTicket } from "../tickets/ticket-world.ts";

describe("the policy of a ticket is", () => {
  it.each<[string, Partial<Ticket>, string | null, string | undefined, number]>([
    ["that of its level", {}, "los_vip", undefined, 2],
    ["that of an exception for its issue", { tags: ["impact_ALL_sites"] }, "los_smb", "outage", 1],
    ["that of an exception for the group it has", { groupId: 41 }, "los_vip", "money", 2],
    ["that of one for the group it is to get", { groupId: null, subject: "Invoice" }, "los_vip", "money", 2],
    [
      "that of the first exception of two",
      { groupId: 41, tags: ["impact_all_sites"] },
      "los_vip",
      "outage",
      1,
    ],
    ["not that of an exception for other levels", { groupId: 41 }, "los_smb", undefined, 1],
  ])("%s", (_, ticket, option, exception, tried) => {
    const { policy } = explain(ticket, option);

    expect([policy.exception?.name, policy.tried.length]).toEqual([exception, tried]);
  });
});

describe("the targets of a ticket", () => {
  /** Metric, minutes, schedule, due, hours left or what it counts. */
  const rows = ({ targets }: TicketExplanation): unknown[][] =>
    targets.map(({ metric, wait: { minutes, schedule }, clock }) => [
      metric,
      minutes,
      schedule?.name,
      ...(clock.kind === "by-events"
        ? [clock.counts]
        : [clock.dueAt?.toISO(), clock.leftMs === undefined ? undefined : clock.leftMs / 3_600_000]),
    ]);

  it.each<[string, Partial<Ticket>, unknown[][]]>([
    [
      "are due in business hours",
      { status: "new" },
      [
        ["first_reply_time", 60, "Office", "2026-11-23T09:30:00.000Z", -0.5],
        ["total_resolution_time", 960, "Office", "2026-11-24T16:30:00.000Z", 14.5],
      ],
    ],
    [
      "may be due just when the office closes",
      { status: "new", createdAt: "2026-11-20T09:00:00.000000000Z" },
      [
        ["first_reply_time", 60, "Office", "2026-11-20T10:00:00.000Z", -8],
        ["total_resolution_time", 960, "Office", "2026-11-23T17:00:00.000Z", 7],
      ],
    ],
    [
      "are due around the clock, or count by what happens",
      { status: "new", priority: "urgent" },
      [
        ["first_reply_time", 15, undefined, "2026-11-20T16:45:00.000Z", -65.25],
        [
          "next_reply_time",
          30,
          undefined,
          "starts with the oldest comment of the requester that nobody has answered",
        ],
        ["total_resolution_time", 240, undefined, "2026-11-20T20:30:00.000Z", -61.5],
      ],
    ],
    [
      "have no time left to tell of where they do not run any more",
      { status: "solved" },
      [
        ["first_reply_time", 60, "Office", "2026-11-23T09:30:00.000Z", undefined],
        ["total_resolution_time", 960, "Office", "2026-11-24T16:30:00.000Z", undefined],
      ],
    ],
    [
      "are partly those of an exception, and the others of its level",
      { status: "new", groupId: 41 },
      [
        ["first_reply_time", 60, undefined, "2026-11-20T17:30:00.000Z", -64.5],
        ["total_resolution_time", 2400, undefined, "2026-11-22T08:30:00.000Z", -25.5],
      ],
    ],
    ["are none where the level has none for its priority", { priority: "low" }, []],
  ])("%s", (_, ticket, expected) => {
    expect(rows(explain(ticket))).toEqual(expected);
  });
});

describe("what is explained", () => {
  const ticket = fc
    .record({
      status: fc.constantFrom(...ticketStatuses),
      priority: fc.option(fc.constantFrom(...priorities)),
      groupId: fc.option(fc.constantFrom(40, 41)),
      tags: fc.subarray(["los_vip", "ABOUT_money", "impact_all_sites"]),
      subject: fc.constantFrom("Site down", "Invoice, outage", "Hello"),
      channel: fc.option(fc.constantFrom("email", "Voice")),
    })
    .map(aTicket);
  const option = fc.constantFrom("los_vip", null);

  it("is what is decided", () => {
    fc.assert(
      fc.property(ticket, option, (some, itsOption) => {
        const ungrouped = { ...some, groupId: null };
        const { choice, priority, department } = explainTicket(ungrouped, itsOption, catalogue, groups, now);

        expect(priority.priority).toBe(some.priority ?? priorityFor(some, choice.level, catalogue));
        expect(department.department).toBe(findDepartment(some, choice.level, catalogue));
      }),
    );
  });

  it("is what the policies in Zendesk say", () => {
    fc.assert(
      fc.property(ticket, option, (some, itsOption) => {
        const { choice, priority, department, targets } = explainTicket(
          some,
          itsOption,
          catalogue,
          groups,
          now,
        );
        const tags = [serviceLevelTag(choice.level), ...some.tags.filter((tag) => tag !== "los_vip")];
        const policy = slaPolicies(catalogue, groups).policies.find(({ conditions: asked }) =>
          asked.every(({ field, value }) =>
            field === "group_id"
              ? value === String(department.groupId)
              : tags.some((tag) => String(value).split(" ").includes(tag.toLowerCase())),
          ),
        );

        expect(targets.map(({ metric, wait }) => [metric, wait.minutes, wait.schedule !== null])).toEqual(
          policy?.metrics
            .filter((one) => one.priority === priority.priority)
            .map(({ metric, targetMinutes, isBusinessHours }) => [metric, targetMinutes, isBusinessHours]),
        );
      }),
    );
  });
});
