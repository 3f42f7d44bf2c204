import { sql } from "kysely";
import { DateTime } from "luxon";
import { describe, expect, it, onTestFinished } from "vitest";

import { armCrashPoints } from "../../../src/crash-points/crash-point.ts";
import { fullCompareWhenDue, requestFullCompare } from "../../../src/store/leases/full-compare.ts";
import { aDesire, anOrganization } from "../../support/builders.ts";
import { freshStore, type Store, workOf } from "../fresh-store.ts";
import { aMessage } from "../messages.ts";
import { somebodyWaits } from "../somebody-waits.ts";

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

  it("goes on to the end when a client is forgotten while its page is marked", async () => {
    await using store = await storeOf(1100);

    const { counting } = await store.db.transaction().execute(async (tx) => {
      await sql`delete from work where key = 'c-0'`.execute(tx);
      const count = requestFullCompare(store.db);
      await somebodyWaits(store.db);
      return { counting: count };
    });

    expect(await counting).toBe(1099);
  });

  it("does not end a wait that Zendesk asked for, and neither does what comes in after it", async () => {
    await using store = await storeOf(1);
    const until = new Date("2126-01-01");
    await store.db
      .updateTable("work")
      .set({ state: "pending", cause: "throttled", next_attempt_at: until })
      .execute();

    await requestFullCompare(store.db);
    await requestFullCompare(store.db);

    expect(await workOf(store, "c-0")).toMatchObject({ cause: "throttled", next_attempt_at: until });
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

describe("the daily comparison", () => {
  const lastStarted = async (store: Store, at: string): Promise<void> => {
    await store.db
      .updateTable("sweeps")
      .set({ started_at: new Date(at) })
      .execute();
  };

  /** Answers how many clients were marked; undefined when it was not due. */
  async function compare(store: Store, dueAt: DateTime): Promise<number | undefined> {
    let count: number | undefined;
    await fullCompareWhenDue(store.db, dueAt, async (mark) => {
      count = await mark();
    });
    return count;
  }

  /** Has a process die when it has marked so many pages. */
  function dieAfterPage(count: number): void {
    const dice = [...Array.from({ length: count - 1 }, () => 1), 0];
    armCrashPoints(new Map([["after-compare-page", 1]]), {
      random: () => dice.shift() ?? 1,
      crash: (name) => {
        throw new Error(`died ${name}`);
      },
    });
    onTestFinished(() => armCrashPoints(new Map(), { random: () => 1, crash: () => {} }));
  }

  /** How many clients have each version. */
  async function versions(store: Store): Promise<Record<string, number>> {
    const rows = await store.db.selectFrom("work").select("version").execute();
    const byVersion = Map.groupBy(rows, ({ version }) => String(version));
    return Object.fromEntries([...byVersion].map(([version, these]) => [version, these.length]));
  }

  const yesterday = DateTime.fromISO("2026-11-20T02:00:00Z");
  const today = yesterday.plus({ days: 1 });
  const tomorrow = today.plus({ days: 1 });

  it("is begun by one of several processes that ask, once for each time it is due", async () => {
    await using store = await storeOf(3);
    const begin = async (dueAt: DateTime): Promise<number[]> => {
      const begun = await Promise.all(Array.from({ length: 5 }, async () => await compare(store, dueAt)));
      return begun.filter((count) => count !== undefined);
    };

    expect(await begin(DateTime.utc())).toEqual([]);
    await lastStarted(store, "2026-11-20T02:00:01Z");

    expect(await begin(yesterday)).toEqual([]);
    expect(await begin(today)).toEqual([3]);
    expect(await begin(today)).toEqual([]);
  });

  it("goes on with the clients that are left when whoever began it died", async () => {
    await using store = await storeOf(2300);
    await compare(store, DateTime.utc());
    await lastStarted(store, "2026-11-20T02:00:01Z");
    dieAfterPage(2);

    await expect(compare(store, today)).rejects.toThrow("died after-compare-page");
    expect(await versions(store)).toEqual({ 1: 300, 2: 2000 });

    expect(await compare(store, today)).toBe(300);
    expect(await versions(store)).toEqual({ 2: 2300 });
    expect(await compare(store, today)).toBeUndefined();
  });

  it("begins with all clients when the one of the day before never ended", async () => {
    await using store = await storeOf(1100);
    await compare(store, DateTime.utc());
    await lastStarted(store, "2026-11-20T02:00:01Z");
    dieAfterPage(1);
    await expect(compare(store, today)).rejects.toThrow("died after-compare-page");

    expect(await compare(store, tomorrow)).toBe(1100);
  });

  it("has what follows the marking done once more, and no client marked twice, when that failed", async () => {
    await using store = await storeOf(3);
    await compare(store, DateTime.utc());
    await lastStarted(store, "2026-11-20T02:00:01Z");

    const failing = fullCompareWhenDue(store.db, today, async (mark) => {
      await mark();
      throw new Error("nothing was pruned");
    });
    await expect(failing).rejects.toThrow("nothing was pruned");

    expect(await compare(store, today)).toBe(0);
    expect(await versions(store)).toEqual({ 2: 3 });
    expect(await compare(store, today)).toBeUndefined();
  });
});
