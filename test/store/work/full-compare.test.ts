import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";

import { claimSweep, requestFullCompare } from "../../../src/store/work/full-compare.ts";
import { aDesire, anOrganization } from "../../support/builders.ts";
import { freshStore, type Store, workOf } from "../fresh-store.ts";
import { aMessage } from "../messages.ts";

/** So many known clients that Zendesk agreed to. */
async function storeOf(count: number): Promise<Store> {
  const store = await freshStore();
  const clientIds = Array.from({ length: count }, (_, index) => `${index % 2 === 0 ? "c" : "C"}-${index}`);
  await store.inbox.accept({
    ...aMessage("msg_1", { name: "Acme", segment: "VIP" }),
    statements: clientIds.map((clientId) => ({
      clientId,
      messageId: "msg_1",
      occurredAt: "2026-11-20T15:00:00.000000000Z",
      says: { name: `Acme ${clientId}`, segment: "VIP" },
    })),
  });
  await store.db.updateTable("work").set({ state: "ok", applied_version: 1, dirty_since: null }).execute();
  return store;
}

describe("a full compare", () => {
  it("has every known client looked at again, once, as bulk work", async () => {
    await using store = await storeOf(2300);

    const count = await requestFullCompare(store.db);

    const rows = await store.db.selectFrom("work").select(["state", "urgency", "version"]).execute();
    expect(count).toBe(2300);
    expect(new Set(rows.map(({ state, urgency, version }) => `${state} ${urgency} ${version}`))).toEqual(
      new Set(["pending bulk 2"]),
    );
  });

  it("of one client leaves the others alone", async () => {
    await using store = await storeOf(3);

    expect(await requestFullCompare(store.db, "C-1")).toBe(1);

    expect(await workOf(store, "C-1")).toMatchObject({ state: "pending" });
    expect(await workOf(store, "c-2")).toMatchObject({ state: "ok" });
  });

  it("does not slow down live work", async () => {
    await using store = await storeOf(2);
    await store.db
      .updateTable("work")
      .set({ state: "pending", dirty_since: new Date() })
      .where("key", "=", "C-1")
      .execute();

    await requestFullCompare(store.db);

    expect(await workOf(store, "C-1")).toMatchObject({ urgency: "live", version: 2n });
  });

  it("leaves alone what was discarded", async () => {
    await using store = await storeOf(2);
    await store.db.updateTable("work").set({ state: "discarded" }).where("key", "=", "C-1").execute();

    expect(await requestFullCompare(store.db)).toBe(1);
    expect(await workOf(store, "C-1")).toMatchObject({ state: "discarded", version: 1n });
  });

  it("doubts the links without forgetting what was agreed, until Zendesk agrees again", async () => {
    await using store = await storeOf(1);
    const desired = aDesire({ externalId: "c-0" });
    await store.links.confirm(desired, anOrganization());

    await requestFullCompare(store.db);
    expect(await store.links.find("c-0")).toMatchObject({ confirmed: desired, isDoubted: true });
    await store.links.confirm(desired, anOrganization());

    expect(await store.links.find("c-0")).toMatchObject({ confirmed: desired, isDoubted: false });
  });

  it("reports a manual edit once, however often it is found", async () => {
    await using store = await storeOf(1);
    const edit = {
      what: "organization.edited" as const,
      at: DateTime.utc(),
      before: null,
      after: anOrganization(),
      change: { fields: { seo_analyst: "Dana Fox" } },
    };

    for (let night = 1; night <= 3; night += 1) {
      await store.links.confirm(aDesire({ externalId: "c-0" }), anOrganization(), edit);
    }

    expect(await store.db.selectFrom("history").select("what").execute()).toEqual([
      { what: "organization.edited" },
    ]);
    expect((await store.links.find("c-0"))?.writes).toEqual([]);
  });
});

describe("a daily sweep", () => {
  it("is begun by one of several processes that ask, once for each time it is due", async () => {
    await using store = await freshStore();
    const claim = async (dueAt: DateTime): Promise<number> => {
      const claims = await Promise.all(
        Array.from({ length: 5 }, async () => await claimSweep(store.db, "full-compare", dueAt)),
      );
      return claims.filter(Boolean).length;
    };

    expect(await claim(DateTime.utc())).toBe(0);
    await store.db
      .updateTable("sweeps")
      .set({ started_at: new Date("2026-11-20T02:00:01Z") })
      .execute();

    expect(await claim(DateTime.fromISO("2026-11-20T02:00:00Z"))).toBe(0);
    expect(await claim(DateTime.fromISO("2026-11-21T02:00:00Z"))).toBe(1);
    expect(await claim(DateTime.fromISO("2026-11-21T02:00:00Z"))).toBe(0);
  });
});
