import { describe, expect, it } from "vitest";

import type { End } from "../../src/jobs/ends.ts";
import { BadAnswer, LeaseLost, Rejected, Throttled, Unreachable } from "../../src/jobs/refusals.ts";
import { leftOutCause } from "../../src/jobs/left-out-cause.ts";
import { reviewWorld, type ReviewWorld } from "./review-world.ts";

/** So many tickets, known as they are, that lack the tag of their level. */
function untagged(count: number): ReviewWorld {
  const world = reviewWorld();
  for (let index = 0; index < count; index += 1) {
    const { id } = world.zendesk.createByHand({ priority: "low", groupId: 1 });
    world.see(id);
  }
  return world;
}

function idsIn({ zendesk }: ReviewWorld): number[] {
  return zendesk.all().map(({ id }) => id);
}

async function reviewAll(world: ReviewWorld, cause?: string): Promise<End[]> {
  const ends = await world.review(idsIn(world), cause === undefined ? {} : { cause });
  return idsIn(world).map((id) => ends.get(String(id)) ?? new Error(`nothing was said of ${id}`));
}

function taggedIn({ zendesk }: ReviewWorld): number {
  return zendesk.all().filter(({ tags }) => tags.includes("los_smb")).length;
}

function doubtedIn({ known }: ReviewWorld): number[] {
  return [...known].filter(([, { isDoubted }]) => isDoubted).map(([id]) => id);
}

const badRequest = new Rejected("zendesk answered 400", {
  status: 400,
  code: "zendesk-400",
  fields: {},
  exchange: { method: "PUT", path: "/api/v2/tickets/update_many" },
});
const away = new Unreachable("zendesk did not answer", "zendesk-timeout");

describe("tickets that need a write", () => {
  it("cost one call alone, and one bulk job together", async () => {
    const one = untagged(1);
    const many = untagged(100);

    await reviewAll(one);
    await reviewAll(many);

    expect(one.zendesk.calls).toEqual(["update 9001"]);
    expect(many.zendesk.calls).toEqual(["updateAll 100"]);
    expect(taggedIn(many)).toBe(100);
    expect(doubtedIn(many)).toEqual([]);
    expect(many.written).toHaveLength(100);
  });

  it("are known as they are after it, without a fetch: the echo of the write is no news", async () => {
    const world = untagged(3);

    await reviewAll(world);

    expect(world.known.get(9002)?.ticket).toMatchObject({ tags: ["los_smb"] });
    expect(await world.callsOf(...idsIn(world))).toEqual([]);
  });

  it("are held before they are written; of a lost lease nothing is written", async () => {
    const world = untagged(3);

    const ends = await world.review([9001, 9002, 9003], {
      hold: async () => {
        throw new LeaseLost("1 of 3 leases were lost");
      },
    });

    expect([...ends.values()].every((end) => end instanceof LeaseLost)).toBe(true);
    expect(world.zendesk.calls).toEqual([]);
  });
});

describe("a ticket that somebody changed between our look and our write", () => {
  it("is fetched and decided anew, at once", async () => {
    const world = untagged(1);
    world.setCatalogue({ defaultPriority: "high" });
    world.zendesk.editByHand(9001, { priority: null });
    world.see(9001);
    world.zendesk.before("update", () => world.zendesk.editByHand(9001, { priority: "urgent" }));

    expect(await reviewAll(world)).toEqual([
      { kind: "snooze", until: world.now(), cause: "ticket-outdated" },
    ]);
    expect(doubtedIn(world)).toEqual([9001]);

    expect(await reviewAll(world, "ticket-outdated")).toEqual([{ kind: "done" }]);
    expect(world.zendesk.calls).toEqual(["update 9001", "listByIds 1", "update 9001"]);
    expect(world.zendesk.get(9001)).toMatchObject({ priority: "urgent", tags: ["los_smb"] });
  });

  it("into another organization gets the tag of that one's level, though the write did not mind", async () => {
    const world = untagged(1);
    world.levels.set(7002, "los_vip");
    world.zendesk.before("update", () => world.zendesk.editByHand(9001, { organizationId: 7002 }));

    expect(await reviewAll(world)).toEqual([{ kind: "snooze", until: world.now(), cause: "ticket-changed" }]);
    expect(await reviewAll(world, "ticket-changed")).toEqual([{ kind: "done" }]);
    expect(world.zendesk.calls).toEqual(["update 9001", "update 9001"]);
    expect(world.zendesk.get(9001)?.tags).toEqual(["los_vip"]);
  });

  it("over and over waits ten seconds each time", async () => {
    const world = untagged(1);
    world.zendesk.editByHand(9001, { priority: null });
    world.see(9001);
    world.zendesk.before("update", () => world.zendesk.editByHand(9001, {}));

    expect(await reviewAll(world, "ticket-outdated")).toEqual([
      { kind: "snooze", until: world.now().plus({ seconds: 10 }), cause: "ticket-outdated" },
    ]);
  });

  it("so that it is gone is forgotten by the next look", async () => {
    const world = untagged(1);
    world.zendesk.before("update", () => world.zendesk.removeByHand(9001));

    await world.review([9001]);
    await world.review([9001]);

    expect(world.known.size).toBe(0);
  });
});

describe("a ticket that Zendesk refuses to change", () => {
  it("is looked at again, which shows that it was closed meanwhile", async () => {
    const world = untagged(1);
    world.zendesk.editByHand(9001, { status: "closed" });

    expect(await reviewAll(world)).toEqual([{ kind: "snooze", until: world.now(), cause: "ticket-refused" }]);
    expect(await reviewAll(world, "ticket-refused")).toEqual([{ kind: "done" }]);
  });

  it("again after that is kept for a person", async () => {
    const world = untagged(1);
    world.zendesk.before("update", () => {
      throw badRequest;
    });

    expect(await reviewAll(world, "ticket-refused")).toEqual([badRequest]);
  });

  it("among many leaves the others alone", async () => {
    const world = untagged(3);
    world.zendesk.mishap({ kind: "refuses", ticketIds: [9002] });

    expect(await reviewAll(world)).toMatchObject([
      { kind: "done" },
      { kind: "snooze", cause: "ticket-refused" },
      { kind: "done" },
    ]);
    expect(doubtedIn(world)).toEqual([9002]);
  });
});

describe("a bulk job", () => {
  it("that says nothing of its end has all its tickets fetched, and those that are left written one by one", async () => {
    const world = untagged(4);
    world.zendesk.mishap({ kind: "unsure", afterShare: 0.5 });

    expect(await reviewAll(world)).toMatchObject(Array.from({ length: 4 }, () => ({ code: leftOutCause })));
    expect(doubtedIn(world)).toEqual([9001, 9002, 9003, 9004]);

    expect(await reviewAll(world, leftOutCause)).toEqual(Array.from({ length: 4 }, () => ({ kind: "done" })));
    expect(world.zendesk.calls).toEqual(["updateAll 4", "listByIds 4", "update 9003", "update 9004"]);
    expect(taggedIn(world)).toBe(4);
  });

  it("that is refused as a whole tells nothing of each: they are written one by one", async () => {
    const world = untagged(3);
    world.zendesk.mishap({ kind: "not-started", err: badRequest });

    expect(await reviewAll(world)).toEqual(Array.from({ length: 3 }, () => ({ kind: "done" })));
    expect(world.zendesk.calls).toEqual(["updateAll 3", "update 9001", "update 9002", "update 9003"]);
    expect(doubtedIn(world)).toEqual([]);
  });

  it("of which nobody knows whether it began leaves doubts", async () => {
    const world = untagged(2);
    world.zendesk.mishap({ kind: "not-started", err: away });

    expect(await reviewAll(world)).toEqual([away, away]);
    expect(doubtedIn(world)).toEqual([9001, 9002]);
  });

  it("that has to wait leaves none", async () => {
    const world = untagged(2);
    const err = new Throttled("zendesk answered 429", 10_000, "account");
    world.zendesk.mishap({ kind: "not-started", err });

    expect(await reviewAll(world)).toEqual([err, err]);
    expect(doubtedIn(world)).toEqual([]);
  });
});

describe("a write whose answer is lost", () => {
  it("leaves a doubt, and is found by the next look: nothing is written twice", async () => {
    const world = untagged(1);
    world.zendesk.loseNextAnswer();

    expect(await reviewAll(world)).toEqual([expect.any(Unreachable)]);
    expect(await reviewAll(world)).toEqual([{ kind: "done" }]);
    expect(world.zendesk.calls).toEqual(["update 9001", "listByIds 1"]);
  });
});

describe("tickets that are written one by one", () => {
  it("stop when Zendesk is away: the others need not find out as well", async () => {
    const world = untagged(3);
    world.zendesk.before("update", () => {
      throw away;
    });

    expect(await reviewAll(world, leftOutCause)).toEqual([away, away, away]);
    expect(world.zendesk.calls).toEqual(["update 9001"]);
    expect(doubtedIn(world)).toEqual([9001]);
  });

  it.each([
    new BadAnswer("zendesk answered 500", "zendesk-500", { method: "PUT", path: "/" }),
    new Throttled("zendesk answered 429", 60_000, "key"),
  ])("go on when it is about one of them: $name", async (err) => {
    const world = untagged(3);
    world.zendesk.before("update", () => {
      throw err;
    });

    expect(await reviewAll(world, leftOutCause)).toEqual([err, { kind: "done" }, { kind: "done" }]);
  });
});
