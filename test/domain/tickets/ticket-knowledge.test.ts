import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { applyChange, newerOf } from "../../../src/domain/tickets/ticket-knowledge.ts";
import type { Ticket } from "../../../src/domain/tickets/ticket.ts";
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
