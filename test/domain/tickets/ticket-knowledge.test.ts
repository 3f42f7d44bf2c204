import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  applyChange,
  isWorthKnowing,
  learnFromAnswer,
  learnFromSignal,
  newerOf,
  type TicketKnowledge,
} from "../../../src/domain/tickets/ticket-knowledge.ts";
import { type Ticket, ticketStatuses } from "../../../src/domain/tickets/ticket.ts";
import { at } from "../../support/builders.ts";
import { aTicket } from "./ticket-world.ts";
import { runs } from "../../support/runs.ts";

describe("what is seen of a ticket", () => {
  const known = aTicket({ tags: ["a", "los_smb"], updatedAt: at(5) });

  it.each<[string, Ticket | null, Partial<Ticket>, Partial<Ticket>, boolean, boolean]>([
    ["is news of a ticket we never saw", null, {}, {}, false, true],
    [
      "is news when it is from later",
      known,
      { updatedAt: at(6), priority: "high" },
      { priority: "high" },
      false,
      true,
    ],
    [
      "is news when it is from later, although nothing we look at changed",
      known,
      { updatedAt: at(6) },
      { updatedAt: at(6) },
      false,
      true,
    ],
    [
      "is none when it is from before",
      known,
      { updatedAt: at(4), priority: "high" },
      { priority: "normal" },
      false,
      false,
    ],
    ["is none when it is the same again", known, {}, {}, false, false],
    ["is none when only the tags are in another order", known, { tags: ["los_smb", "a"] }, {}, false, false],
    [
      "is none when only its texts are shown in other words",
      known,
      { channel: "web_service", description: "The site is down.\n" },
      {},
      false,
      false,
    ],
  ])("%s", (_, before, seen, after, isDoubted, isNews) => {
    const learned = newerOf(before, { ...known, ...seen });

    expect(learned).toMatchObject({ ticket: after, isDoubted, isNews });
  });

  it.each<Partial<Ticket>>([
    { status: "pending" },
    { priority: "high" },
    { organizationId: 7002 },
    { groupId: 41 },
    { tags: ["a"] },
  ])("is doubted when it is another ticket within the same second: %o", (other) => {
    const seen = { ...known, ...other };

    expect(newerOf(known, seen)).toEqual({ ticket: seen, isDoubted: true, isNews: true });
  });

  it("ends the same in whatever order it comes", () => {
    const tickets = fc
      .uniqueArray(fc.integer({ min: 0, max: 59 }), { minLength: 1, maxLength: 8 })
      .chain((minutes) => {
        const seen = minutes.map((minute) => aTicket({ updatedAt: at(minute), tags: [`tag_${minute}`] }));
        return fc.tuple(
          fc.constant(seen),
          fc.shuffledSubarray([...seen, ...seen], { minLength: seen.length * 2 }),
        );
      });
    const afterAll = (seen: readonly Ticket[]): unknown =>
      seen.reduce<Ticket | null>((before, ticket) => newerOf(before, ticket).ticket, null);

    fc.assert(
      fc.property(tickets, ([inOrder, shuffled]) => {
        expect(afterAll(shuffled)).toEqual(afterAll(inOrder));
      }),
      runs(100),
    );
  });
});

describe("what Zendesk answers about a ticket", () => {
  const before = aTicket({ tags: [], updatedAt: at(5) });
  const answer = { ...before, tags: ["los_smb"] };
  const write = { before };
  const isOne = { isDoubted: false, heard: 1 };

  it.each<
    [
      string,
      (Omit<TicketKnowledge, "ticket"> & { ticket: Ticket | null }) | undefined,
      Parameters<typeof learnFromAnswer>[1],
      TicketKnowledge,
    ]
  >([
    [
      "is all we know of one that we never heard of",
      undefined,
      { ticket: answer, heard: 0 },
      { ticket: answer, isDoubted: false, heard: 0 },
    ],
    [
      "ends a doubt when nothing was heard meanwhile",
      { ticket: before, isDoubted: true, heard: 1 },
      { ticket: answer, heard: 1 },
      { ticket: answer, ...isOne },
    ],
    [
      "gives way to what was heard meanwhile and is later",
      { ticket: { ...before, updatedAt: at(6) }, ...isOne },
      { ticket: answer, heard: 0 },
      { ticket: { ...before, updatedAt: at(6) }, ...isOne },
    ],
    [
      "counts when what was heard meanwhile is from before",
      { ticket: { ...before, updatedAt: at(4) }, ...isOne },
      { ticket: answer, heard: 0 },
      { ticket: answer, ...isOne },
    ],
    [
      "is doubted when something else of the same second was heard meanwhile",
      { ticket: before, ...isOne },
      { ticket: answer, heard: 0 },
      { ticket: answer, isDoubted: true, heard: 1 },
    ],
    [
      "does not end a doubt that came up meanwhile",
      { ticket: null, isDoubted: true, heard: 1 },
      { ticket: answer, heard: 0 },
      { ticket: answer, isDoubted: true, heard: 1 },
    ],
    [
      "ends the doubt that the event of our own write left, as both states are of one second",
      { ticket: answer, isDoubted: true, heard: 1 },
      { ticket: answer, heard: 0, write },
      { ticket: answer, ...isOne },
    ],
    [
      "does not when that event was not the only one",
      { ticket: answer, isDoubted: true, heard: 2 },
      { ticket: answer, heard: 0, write },
      { ticket: answer, isDoubted: true, heard: 2 },
    ],
    [
      "does not when the only event does not show the write",
      { ticket: before, isDoubted: true, heard: 1 },
      { ticket: answer, heard: 0, write },
      { ticket: answer, isDoubted: true, heard: 1 },
    ],
    [
      "does not when the write changed nothing, so that the event may be of anything",
      { ticket: answer, isDoubted: true, heard: 1 },
      { ticket: answer, heard: 0, write: { before: answer } },
      { ticket: answer, isDoubted: true, heard: 1 },
    ],
  ])("%s", (_, known, shown, after) => {
    expect(learnFromAnswer(known, shown)).toEqual(after);
  });
});

describe("an event that shows a ticket", () => {
  const known = { ticket: aTicket({ updatedAt: at(5) }), isDoubted: false, heard: 3 };
  const unseen = { ticket: null, isDoubted: false, heard: 0 };

  it.each<[string, Parameters<typeof learnFromSignal>[0], Partial<Ticket>, boolean, boolean]>([
    ["has one reviewed that we never saw", unseen, {}, false, true],
    ["has none reviewed that is solved when we first see it", unseen, { status: "solved" }, false, false],
    ["has it reviewed when it shows something else", known, { priority: "high" }, false, true],
    ["has it reviewed when it was solved", known, { status: "solved" }, false, true],
    ["leaves it alone when it is as we knew it", known, {}, false, false],
    ["has it reviewed and fetched when it may be older", known, { updatedAt: at(5), tags: [] }, true, true],
    [
      "has it reviewed while it is doubted, for the fetch may find something between",
      { ...known, isDoubted: true },
      {},
      true,
      true,
    ],
  ])("%s", (_, before, shown, isDoubted, needsReview) => {
    const seen = aTicket({ updatedAt: at(6), ...shown });

    expect(learnFromSignal(before, seen)).toEqual({
      after: { ticket: seen, isDoubted, heard: before.heard + 1 },
      needsReview,
    });
  });

  it.each<[string, Partial<Ticket>]>([
    ["is late", { updatedAt: at(4), tags: [] }],
    ["shows what we knew", { updatedAt: at(5) }],
  ])("says nothing when it %s", (_, shown) => {
    expect(learnFromSignal(known, aTicket(shown))).toBeUndefined();
  });
});

describe("a ticket that we never heard of", () => {
  it("is of interest unless nothing more can happen to it", () => {
    expect(ticketStatuses.filter((status) => !isWorthKnowing(aTicket({ status })))).toEqual([
      "closed",
      "deleted",
    ]);
  });
});

describe("a ticket after our write", () => {
  it("has the tags, priority and group that were written, as of when we saw it", () => {
    const ticket = aTicket({ tags: ["LOS_SMB", "billing"], priority: null, groupId: null });

    const after = applyChange(ticket, {
      addTags: ["los_vip"],
      removeTags: ["los_smb"],
      priority: "high",
      groupId: 41,
    });

    expect(after).toEqual({ ...ticket, tags: ["billing", "los_vip"], priority: "high", groupId: 41 });
  });

  it("keeps what was not written", () => {
    const ticket = aTicket({ tags: ["a"] });

    expect(applyChange(ticket, { addTags: [], removeTags: ["b"] })).toEqual(ticket);
  });
});
