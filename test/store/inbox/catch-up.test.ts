import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { claimReading, recordOrganizationPage, recordTicketPage } from "../../../src/store/inbox/catch-up.ts";
import { aTicket } from "../../domain/tickets/ticket-world.ts";
import { aDesire, anOrganization, at } from "../../support/builders.ts";
import { empty, finish, freshStore, reviewsIn, type Store, workOf } from "../fresh-store.ts";
import { aMessage } from "../messages.ts";

let store: Store;
beforeAll(async () => (store = await freshStore()));
beforeEach(async () => await empty(store));
afterAll(async () => await store[Symbol.asyncDispose]());

const fiveMinutesMs = 300_000;

async function letTimePass(minutes: number): Promise<void> {
  await store.db
    .updateTable("sweeps")
    .set({ started_at: new Date(Date.now() - minutes * 60_000) })
    .execute();
}

describe("a regular reading", () => {
  const claim = async () => await claimReading(store.db, "catch-up-tickets", fiveMinutesMs);

  it("is begun by one of several processes that ask, at first from its beginning", async () => {
    const claims = await Promise.all(Array.from({ length: 5 }, claim));

    expect(claims.filter((one) => one !== undefined)).toEqual([{ cursor: null }]);
  });

  it("goes on where the last one ended, once it is due again", async () => {
    await claim();
    await recordTicketPage(store.db, [], "cursor-7");
    await letTimePass(4);
    expect(await claim()).toBeUndefined();

    await letTimePass(6);
    expect(await claim()).toEqual({ cursor: "cursor-7" });
  });

  it("is not begun by another while it goes on", async () => {
    await claim();
    await letTimePass(6);
    await recordTicketPage(store.db, [], "cursor-7");

    expect(await claim()).toBeUndefined();
  });

  it("of tickets has nothing to do with that of organizations", async () => {
    await claim();

    expect(await claimReading(store.db, "catch-up-organizations", fiveMinutesMs)).toEqual({ cursor: null });
  });
});

describe("a page of changed tickets", () => {
  it("has those reviewed that are not what we knew, as bulk work", async () => {
    await recordTicketPage(store.db, [aTicket({ id: 1 }), aTicket({ id: 2 })], "a");
    await finish(store);

    const toReview = await recordTicketPage(
      store.db,
      [
        aTicket({ id: 1 }),
        aTicket({ id: 2, updatedAt: at(2), tags: [] }),
        aTicket({ id: 3 }),
        aTicket({ id: 4, status: "solved" }),
        aTicket({ id: 5, status: "closed" }),
      ],
      "b",
    );

    expect(toReview).toBe(2);
    expect(await reviewsIn(store)).toEqual(["2 bulk", "3 bulk"]);
    const known = await store.tickets.list([1, 2, 3, 4, 5]);
    expect(new Set(known.keys())).toEqual(new Set([1, 2, 3, 4]));
  });

  it("may show a ticket twice", async () => {
    const page = [aTicket({ updatedAt: at(2), status: "pending" }), aTicket({ updatedAt: at(1) })];

    expect(await recordTicketPage(store.db, page, "a")).toBe(1);
    expect((await store.tickets.list([1])).get(1)).toMatchObject({ ticket: { status: "pending" } });
  });
});

describe("a page of changed organizations", () => {
  const until = "2026-11-20T15:30:00.000Z";

  async function aClientOf7001(): Promise<void> {
    await store.inbox.accept(aMessage("msg_1", { name: "Acme", segment: "VIP" }));
    await store.links.confirm(aDesire(), anOrganization({ updatedAt: at(1) }));
    await finish(store);
  }

  it("has clients compared whose organization changed since we saw it, as bulk work", async () => {
    await aClientOf7001();
    const page = (updatedAt: string) => [{ organizationId: 7001, level: "los_vip", updatedAt }];

    expect(await recordOrganizationPage(store.db, page(at(1)), until)).toBe(0);
    expect(await workOf(store)).toMatchObject({ state: "ok" });

    expect(await recordOrganizationPage(store.db, page(at(2)), until)).toBe(1);
    expect(await workOf(store)).toMatchObject({ state: "pending", urgency: "bulk" });
    expect(await store.links.find("C-1")).toMatchObject({ isDoubted: true });
  });

  it("has a client compared whose organization got another level within the second in which we saw it", async () => {
    await aClientOf7001();
    const page = [{ organizationId: 7001, level: "los_smb", updatedAt: at(1) }];

    expect(await recordOrganizationPage(store.db, page, until)).toBe(1);
    expect(await workOf(store)).toMatchObject({ state: "pending", urgency: "bulk" });
    expect(await store.levels.list([7001])).toEqual(new Map());
  });

  it("has a client compared of whose organization nothing is known but the link", async () => {
    await aClientOf7001();
    await store.db.deleteFrom("organizations").execute();

    const toCompare = await recordOrganizationPage(
      store.db,
      [{ organizationId: 7001, level: "los_smb", updatedAt: at(2) }],
      until,
    );

    expect(toCompare).toBe(1);
  });

  it("tells the level of others that we know, and has their tickets reviewed where it is another", async () => {
    await store.levels.observe([
      { organizationId: 7002, level: "los_smb", updatedAt: at(1) },
      { organizationId: 7003, level: "los_smb", updatedAt: at(1) },
    ]);
    await recordTicketPage(
      store.db,
      [aTicket({ id: 2, organizationId: 7002 }), aTicket({ id: 3, organizationId: 7003 })],
      "a",
    );
    await finish(store);

    await recordOrganizationPage(
      store.db,
      [
        { organizationId: 7002, level: "los_vip", updatedAt: at(2) },
        { organizationId: 7003, level: "los_smb", updatedAt: at(2) },
      ],
      until,
    );

    expect(Object.fromEntries(await store.levels.list([7002, 7003]))).toEqual({
      7002: "los_vip",
      7003: "los_smb",
    });
    expect(await reviewsIn(store)).toEqual(["2 bulk"]);
  });

  it("leaves no trace of those that we know nothing of", async () => {
    const page = [{ organizationId: 7009, level: "los_vip", updatedAt: at(1) }];

    expect(await recordOrganizationPage(store.db, page, until)).toBe(0);
    expect(await store.db.selectFrom("organizations").selectAll().execute()).toEqual([]);
  });
});
