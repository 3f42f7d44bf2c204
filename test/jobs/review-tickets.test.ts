import { describe, expect, it } from "vitest";

import type { Ticket } from "../../src/domain/tickets/ticket.ts";
import { BadAnswer, Throttled, Unreachable } from "../../src/jobs/refusals.ts";
import { aDepartment } from "../support/builders.ts";
import { reviewWorld, type ReviewWorld } from "./review-world.ts";

/** Tickets of a VIP's organization, each as an event showed it. */
function worldOf(...tickets: readonly Partial<Ticket>[]): ReviewWorld {
  const world = reviewWorld();
  world.levels.set(7001, "los_vip");
  for (const ticket of tickets) {
    const { id } = world.zendesk.createByHand({
      organizationId: 7001,
      priority: "normal",
      groupId: 1,
      ...ticket,
    });
    world.see(id);
  }
  return world;
}

const done = { kind: "done" };

describe("a ticket that an event showed", () => {
  it("costs no call when it is right", async () => {
    const world = worldOf({ tags: ["los_vip", "web"] });

    expect(await world.callsOf(9001)).toEqual([]);
  });

  it("costs one call when it is not, and is right then", async () => {
    const world = worldOf({ tags: ["los_smb", "web"], priority: null });

    expect(await world.callsOf(9001)).toEqual(["update 9001"]);
    expect(world.zendesk.get(9001)).toMatchObject({ tags: ["web", "los_vip"], priority: "normal" });
    expect(world.known.get(9001)).toMatchObject({ ticket: world.zendesk.get(9001), isDoubted: false });
    expect(await world.callsOf(9001)).toEqual([]);
  });

  it("is remembered as written", async () => {
    const world = worldOf({ tags: [] });
    await world.review([9001]);

    expect(world.written).toEqual([[9001, { addTags: ["los_vip"], removeTags: [] }]]);
    expect(world.known.get(9001)?.writes).toEqual([world.now()]);
  });

  it.each(["solved", "closed", "deleted"] as const)("is left alone when it is %s", async (status) => {
    expect(await worldOf({ status, tags: ["los_smb"] }).callsOf(9001)).toEqual([]);
  });

  it.each([
    ["has no organization", { organizationId: null }],
    ["is of an organization without a level", { organizationId: 7002 }],
  ])("gets the default level when it %s", async (_, ticket) => {
    const world = worldOf({ ...ticket, tags: ["los_vip"] });
    world.levels.set(7002, null);

    expect(await world.callsOf(9001)).toEqual(["update 9001"]);
    expect(world.zendesk.get(9001).tags).toEqual(["los_smb"]);
  });
});

describe("a ticket that we do not know well enough", () => {
  it("is fetched when an event only named it", async () => {
    const world = worldOf();
    world.zendesk.createByHand({ organizationId: 7001, tags: ["los_vip"], priority: "low" });

    expect(await world.callsOf(9001)).toEqual(["listByIds 1"]);
    expect(world.known.get(9001)).toMatchObject({ ticket: world.zendesk.get(9001) });
  });

  it("is fetched when what we know is doubted, and decided by how it is", async () => {
    const world = worldOf({ tags: [] });
    world.known.set(9001, { ...world.known.get(9001)!, isDoubted: true, heard: 3 });
    world.zendesk.editByHand(9001, { tags: ["los_vip"] });

    expect(await world.callsOf(9001)).toEqual(["listByIds 1"]);
    expect(world.known.get(9001)).toMatchObject({ isDoubted: false });
  });

  it("is fetched together with others, in one call", async () => {
    const world = reviewWorld();
    world.levels.set(7001, "los_vip");
    for (let count = 0; count < 100; count += 1) {
      world.zendesk.createByHand({ organizationId: 7001, tags: ["los_vip"], priority: "low" });
    }

    expect(await world.callsOf(...world.zendesk.all().map(({ id }) => id))).toEqual(["listByIds 100"]);
  });

  it("is forgotten when it is gone", async () => {
    const world = worldOf({});
    world.known.set(9001, { ...world.known.get(9001)!, isDoubted: true });
    world.zendesk.removeByHand(9001);

    expect(await world.review([9001])).toEqual(new Map([["9001", done]]));
    expect(world.known.has(9001)).toBe(false);
  });
});

describe("an organization whose level we do not know", () => {
  it("is asked for once for all its tickets, and remembered", async () => {
    const world = worldOf({ organizationId: 7002 }, { organizationId: 7002 }, { organizationId: 7003 });
    world.zendesk.setLevel(7002, "los_corporate");
    world.zendesk.setLevel(7003, null);

    expect(await world.callsOf(9001, 9002, 9003)).toEqual(["listLevels 2", "updateAll 3"]);
    expect(world.zendesk.all().map(({ tags }) => tags)).toEqual([
      ["los_corporate"],
      ["los_corporate"],
      ["los_smb"],
    ]);
    expect(world.observed.map(({ organizationId }) => organizationId)).toEqual([7002, 7003]);
  });

  it("and that does not exist has the default level", async () => {
    const world = worldOf({ organizationId: 7009 });

    await world.review([9001]);

    expect(world.zendesk.get(9001).tags).toEqual(["los_smb"]);
  });

  it("is not asked for when its tickets are solved", async () => {
    expect(await worldOf({ organizationId: 7002, status: "solved" }).callsOf(9001)).toEqual([]);
  });
});

describe("the groups of departments", () => {
  const nobody = { impact: [], keywords: [], channels: [], serviceLevels: [] };
  const departments = [aDepartment("SEO", { group: "SEO Team", takes: [{ ...nobody, keywords: ["seo"] }] })];

  it("are asked for when a ticket has none, and it gets that of its department", async () => {
    const world = worldOf({ tags: ["los_vip"], groupId: null, subject: "SEO report" });
    world.setCatalogue({ departments });
    const groupId = world.zendesk.createGroup("SEO Team");

    expect(await world.callsOf(9001)).toEqual(["groups", "update 9001"]);
    expect(world.zendesk.get(9001)).toMatchObject({ groupId });
  });

  it.each([
    ["every ticket has one", { groupId: 1 }, departments],
    ["there are no departments", { groupId: null }, []],
    ["the ticket is solved", { groupId: null, status: "solved" as const }, departments],
  ])("are not asked for when %s", async (_, ticket, some) => {
    const world = worldOf({ tags: ["los_vip"], ...ticket });
    world.setCatalogue({ departments: some });

    expect(await world.callsOf(9001)).toEqual([]);
  });
});

describe("a ticket that we wrote ten times in ten minutes", () => {
  it("waits, while others do not", async () => {
    const world = worldOf({ tags: [] }, { tags: [] });
    const writes = Array.from({ length: 10 }, (_none, index) =>
      world.now().minus({ minutes: 9 - index / 2 }),
    );
    world.known.set(9001, { ...world.known.get(9001)!, writes });

    const ends = await world.review([9001, 9002]);

    expect(ends.get("9001")).toEqual({
      kind: "snooze",
      until: world.now().plus({ minutes: 1, seconds: 1 }),
      cause: "written-often",
    });
    expect(ends.get("9002")).toEqual(done);
    expect(world.zendesk.calls).toEqual(["update 9002"]);

    world.wait(61);
    expect(await world.callsOf(9001)).toEqual(["update 9001"]);
  });
});

describe("what goes wrong with calls", () => {
  it("of all is thrown: nothing is known of any", async () => {
    const world = reviewWorld();
    world.zendesk.before("listByIds", () => {
      throw new Unreachable("zendesk did not answer", "zendesk-timeout");
    });

    await expect(world.review([9001, 9002])).rejects.toThrow(Unreachable);
  });

  it("is the end of the one ticket whose row nobody can read, and no matter of the others", async () => {
    const world = worldOf();
    world.zendesk.createByHand({ organizationId: 7001, priority: "low", groupId: 1 });
    world.zendesk.createByHand({ organizationId: 7001, priority: "low", groupId: 1 });
    const err = new BadAnswer("this is no ticket", "zendesk-bad-answer", { method: "GET", path: "/" });
    world.zendesk.garble(9001, err);

    const ends = await world.review([9001, 9002]);

    expect(ends.get("9001")).toBe(err);
    expect(ends.get("9002")).toEqual(done);
    expect(world.zendesk.get(9002).tags).toEqual(["los_vip"]);
    expect(world.known.has(9001)).toBe(false);
  });

  it("that write leaves those done that had nothing to write", async () => {
    const world = worldOf({ tags: ["los_vip"] }, { tags: [] });
    world.zendesk.before("update", () => {
      throw new Throttled("zendesk answered 429", 10_000, "account");
    });

    const ends = await world.review([9001, 9002]);

    expect(ends.get("9001")).toEqual(done);
    expect(ends.get("9002")).toBeInstanceOf(Throttled);
  });
});
