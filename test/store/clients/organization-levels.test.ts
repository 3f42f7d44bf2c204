import { sql } from "kysely";
import { DateTime } from "luxon";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { instantOf } from "../../../src/domain/instant.ts";
import type { Accepted } from "../../../src/jobs/inbox.ts";
import type { OrganizationLevel } from "../../../src/jobs/ticket-ports.ts";
import { recordMessages } from "../../../src/store/inbox/record-messages.ts";
import { aTicket } from "../../domain/tickets/ticket-world.ts";
import { aDesire, anOrganization } from "../../support/builders.ts";
import { empty, finish, freshStore, reviewsIn, type Store, workOf } from "../fresh-store.ts";
import { aMessage, anEvent, aTicketEvent } from "../messages.ts";

let store: Store;
beforeAll(async () => (store = await freshStore()));
beforeEach(async () => await empty(store));
afterAll(async () => await store[Symbol.asyncDispose]());

const began = DateTime.utc().startOf("second");

/** Seconds after the test began, by Zendesk's clock. */
function second(count: number): string {
  return instantOf(began.plus({ seconds: count }));
}

function aLevel(level: string | null, updatedAt: string, organizationId = 7001): OrganizationLevel {
  return { organizationId, level, updatedAt };
}

async function levelsOf(...organizationIds: number[]): Promise<object> {
  return Object.fromEntries(await store.levels.list(organizationIds));
}

let events = 0;

/** An event says that the organization changed. */
async function signal(updatedAt: string | null, organizationId = 7001): Promise<Accepted> {
  events += 1;
  return await store.inbox.accept(
    anEvent(`evt_${events}`, { kind: "organization", organizationId, updatedAt }),
  );
}

/** Tickets of two organizations, reviewed; 1 and 2 are unsolved ones of 7001. */
async function reviewedTickets(): Promise<void> {
  await store.tickets.save(
    [
      aTicket({ id: 1, status: "new" }),
      aTicket({ id: 2, status: "hold" }),
      aTicket({ id: 3, status: "solved" }),
      aTicket({ id: 4, status: "closed" }),
      aTicket({ id: 5, organizationId: 7002 }),
      aTicket({ id: 6, organizationId: null }),
    ].map((ticket) => ({ ticket, heard: 0 })),
  );
  await finish(store);
}

describe("the level of an organization", () => {
  it("is as we last saw it; of one that we never saw we know none", async () => {
    await store.levels.observe([aLevel("los_vip", second(1)), aLevel(null, second(1), 7002)]);

    expect(await levelsOf(7001, 7002, 7003)).toEqual({ 7001: "los_vip", 7002: null });
  });

  it("stays when an older state is seen later", async () => {
    await store.levels.observe([aLevel("los_vip", second(5))]);
    await store.levels.observe([aLevel("los_smb", second(4))]);

    expect(await levelsOf(7001)).toEqual({ 7001: "los_vip" });
  });

  it("is the latest of several that are seen together", async () => {
    await store.levels.observe([
      aLevel("los_vip", second(1)),
      aLevel("los_smb", second(3)),
      aLevel("los_corporate", second(2)),
    ]);

    expect(await levelsOf(7001)).toEqual({ 7001: "los_smb" });
  });

  it("that somebody is changing is waited for", async () => {
    await store.levels.observe([aLevel("los_smb", second(1))]);
    let listing: Promise<object> | undefined;

    await store.db.transaction().execute(async (tx) => {
      await sql`update organizations set level = 'los_vip'`.execute(tx);
      listing = levelsOf(7001);
      expect(await Promise.race([listing, sql`select pg_sleep(0.1)`.execute(tx)])).not.toHaveProperty("7001");
    });

    expect(await listing).toEqual({ 7001: "los_vip" });
  });
});

describe("an organization that has another level now", () => {
  beforeEach(async () => {
    await store.levels.observe([aLevel("los_smb", second(1)), aLevel("los_smb", second(1), 7002)]);
    await reviewedTickets();
  });

  it("has exactly its unsolved tickets reviewed, as bulk work", async () => {
    await store.levels.observe([aLevel("los_vip", second(2)), aLevel("los_smb", second(2), 7002)]);

    expect(await reviewsIn(store)).toEqual(["1 bulk", "2 bulk"]);
  });

  it("has them reviewed as well when the level came by the hand that writes clients", async () => {
    await store.inbox.accept(aMessage("msg_1", { name: "Acme", segment: "VIP" }));

    await store.links.confirm(aDesire(), anOrganization({ updatedAt: second(2) }));

    expect(await levelsOf(7001)).toEqual({ 7001: "los_vip" });
    expect(await reviewsIn(store)).toEqual(["1 bulk", "2 bulk"]);
  });

  it("does not slow down a review that somebody waits for", async () => {
    await store.inbox.accept(
      aTicketEvent("evt_live", aTicket({ id: 1, status: "pending", updatedAt: second(1) })),
    );

    await store.levels.observe([aLevel("los_vip", second(2))]);

    expect(await reviewsIn(store)).toEqual(["1 live", "2 bulk"]);
  });

  it.each([
    ["the same level is seen again", aLevel("los_smb", second(2))],
    ["the level is from before", aLevel("los_vip", second(0))],
  ])("is none when %s", async (_, level) => {
    await store.levels.observe([level]);

    expect(await reviewsIn(store)).toEqual([]);
  });
});

describe("an event about an organization that is no client's", () => {
  beforeEach(async () => {
    await store.levels.observe([aLevel("los_smb", second(5))]);
    await reviewedTickets();
  });

  it("has its level asked for again, and its unsolved tickets reviewed", async () => {
    expect((await signal(second(6))).dirty).toEqual([]);

    expect(await levelsOf(7001)).toEqual({});
    expect(await reviewsIn(store)).toEqual(["1 bulk", "2 bulk"]);
  });

  it.each([second(4), second(5)])(
    "costs nothing when it is not later than what we saw: %s",
    async (updatedAt) => {
      await signal(updatedAt);

      expect(await levelsOf(7001)).toEqual({ 7001: "los_smb" });
      expect(await reviewsIn(store)).toEqual([]);
    },
  );

  it("counts even if our clock is behind when it does not say when it happened", async () => {
    await store.levels.observe([aLevel("los_smb", second(3600))]);

    await signal(null);

    expect(await levelsOf(7001)).toEqual({});
    expect(await reviewsIn(store)).toEqual(["1 bulk", "2 bulk"]);
  });

  it("and does not say when counts beside one that does", async () => {
    await recordMessages(store.db, [
      anEvent("evt_a", { kind: "organization", organizationId: 7001, updatedAt: null }),
      anEvent("evt_b", { kind: "organization", organizationId: 7001, updatedAt: second(2) }),
    ]);

    expect(await levelsOf(7001)).toEqual({});
  });

  it("is not answered by what was read before", async () => {
    await signal(second(6));
    await store.levels.observe([aLevel("los_smb", second(5))]);
    expect(await levelsOf(7001)).toEqual({});

    await store.levels.observe([aLevel("los_vip", second(6))]);
    expect(await levelsOf(7001)).toEqual({ 7001: "los_vip" });
  });

  it("is answered by whatever is read a minute later, so that it does not cost a call for good", async () => {
    await signal(null);
    await sql`update organizations set signalled_at = now() - interval '61 seconds'`.execute(store.db);

    await store.levels.observe([aLevel("los_smb", second(5))]);

    expect(await levelsOf(7001)).toEqual({ 7001: "los_smb" });
  });

  it("that we never saw is remembered", async () => {
    await signal(second(6), 7009);
    await store.levels.observe([aLevel("los_vip", second(5), 7009)]);

    expect(await levelsOf(7009)).toEqual({});
  });

  it("comes with an event about a ticket of it: one waits, the other does not hurry", async () => {
    const [, ticket] = await recordMessages(store.db, [
      anEvent("evt_a", { kind: "organization", organizationId: 7001, updatedAt: second(6) }),
      aTicketEvent("evt_b", aTicket({ id: 2, status: "open", updatedAt: second(6) })),
    ]);

    expect(ticket).toEqual({ duplicate: false, dirty: [{ kind: "review-ticket", key: "2" }] });
    expect(await reviewsIn(store)).toEqual(["1 bulk", "2 live"]);
  });
});

describe("an event about a client's organization", () => {
  const client = { kind: "reconcile-client", key: "C-1" } as const;

  beforeEach(async () => {
    await store.inbox.accept(aMessage("msg_1", { name: "Acme", segment: "VIP" }));
    await store.links.confirm(aDesire(), anOrganization({ updatedAt: second(5) }));
    await reviewedTickets();
  });

  it("has the client compared with Zendesk, and leaves the tickets to what comes of that", async () => {
    expect((await signal(second(6))).dirty).toEqual([client]);

    expect(await workOf(store)).toMatchObject({ state: "pending", urgency: "live" });
    expect(await store.links.find("C-1")).toMatchObject({ isDoubted: true, confirmed: aDesire() });
    expect(await reviewsIn(store)).toEqual([]);
  });

  it("costs nothing when it is the echo of our write", async () => {
    expect((await signal(second(5))).dirty).toEqual([]);

    expect(await workOf(store)).toMatchObject({ state: "ok" });
    expect(await store.links.find("C-1")).toMatchObject({ isDoubted: false });
  });

  it("that comes before we know what our write did is answered by it", async () => {
    await signal(second(6));
    await store.links.confirm(aDesire(), anOrganization({ updatedAt: second(6) }));

    expect(await store.links.find("C-1")).toMatchObject({ isDoubted: false });
  });

  it("that comes while we look stays a doubt, and the client is looked at again", async () => {
    await store.work.doubt(client);
    const taken = await store.work.take(client);

    await signal(second(7));
    await store.links.confirm(aDesire(), anOrganization({ updatedAt: second(6) }));

    expect(await store.links.find("C-1")).toMatchObject({ isDoubted: true });
    expect(await store.work.settleAll([{ lease: taken!, ending: { kind: "done" } }])).toEqual(["again"]);
  });
});
