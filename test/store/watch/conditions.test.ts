import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Condition } from "../../../src/operations/notification.ts";
import { keepConditions, keepTold } from "../../../src/store/watch/conditions.ts";
import { createNotifications } from "../../../src/store/watch/notifications.ts";
import { freshStore, type Store } from "../fresh-store.ts";

const access: Condition = { name: "access", title: "Access lost", detail: "since noon" };
const drift: Condition = { name: "drift:vip", title: "Drift", detail: "of a policy" };
const act = { operator: "Pat", reason: "known, mended on Monday" };
const later = new Date("2100-01-01T00:00:00Z");

describe("conditions", () => {
  let store: Store;
  beforeAll(async () => void (store = await freshStore()));
  afterAll(async () => await store[Symbol.asyncDispose]());
  beforeEach(async () => {
    await store.db.deleteFrom("conditions").execute();
    await store.db.deleteFrom("history").execute();
  });

  const keep = async (...standing: Condition[]) =>
    await keepConditions(store.db, { conditions: standing, lasting: [] }, ["slack", "email"]);
  const states = async (...standing: Condition[]) =>
    (await keep(...standing)).map(({ name, told, overAt }) => [
      name,
      told,
      overAt === null ? "stands" : "over",
    ]);

  it("are remembered with what each channel told of them", async () => {
    await keep(access, drift);
    await keepTold(store.db, "slack", ["access", "drift:vip"], []);
    await keepTold(store.db, "email", ["access"], []);

    expect(await states(access, drift)).toEqual([
      ["access", ["slack", "email"], "stands"],
      ["drift:vip", ["slack"], "stands"],
    ]);
  });

  it("that are over are remembered until each channel that told of them said so", async () => {
    await keep(access, drift);
    await keepTold(store.db, "slack", ["access"], []);
    await keepTold(store.db, "email", ["access"], []);

    expect(await states()).toEqual([["access", ["slack", "email"], "over"]]);
    await keepTold(store.db, "email", [], ["access"]);
    expect(await states()).toEqual([["access", ["slack"], "over"]]);
    await keepTold(store.db, "slack", [], ["access"]);
    expect(await states()).toEqual([]);
  });

  it("that are over do not wait for a channel that is gone", async () => {
    await keep(access);
    await keepTold(store.db, "pager", ["access"], []);

    expect(await states()).toEqual([]);
  });

  it("that last are not over, whether or not they are told of, and do not begin by that", async () => {
    const [first] = await keep(access);
    const known = await keepConditions(store.db, { conditions: [], lasting: ["access", "drift:vip"] }, []);

    expect(known).toEqual([first]);
  });

  it("that begin again before that was said go on as if nothing had been", async () => {
    const [first] = await keep(access);
    await keepTold(store.db, "slack", ["access"], []);
    await keep();
    const [again] = await keep(access);

    expect(again).toMatchObject({ told: ["slack"], overAt: null });
    expect(again!.since.getTime()).toBeGreaterThan(first!.since.getTime());
    expect(again!.toldAt).not.toBeNull();
  });

  it("stand since they began, whatever their detail says now", async () => {
    const [first] = await keep(access);
    const [now] = await keep({ ...access, detail: "since eleven" });

    expect(now).toEqual({ ...first, detail: "since eleven" });
  });

  it("are muted until a time, also while they come and go", async () => {
    await keep(access);
    const notifications = createNotifications(store.db);

    expect(await notifications.mute("access", later, act)).toMatchObject({
      name: "access",
      mutedUntil: later,
    });
    expect(await states()).toEqual([["access", [], "over"]]);
    expect(await notifications.list()).toEqual([]);
    expect((await keep(access))[0]).toMatchObject({ mutedUntil: later });
    expect(await notifications.unmute("access", act)).toMatchObject({ mutedUntil: null });
    expect(await states()).toEqual([]);
  });

  it("are listed with when they were told, and each mute is written down with who and why", async () => {
    const notifications = createNotifications(store.db);
    await keep(access);
    expect(await notifications.list()).toMatchObject([{ ...access, toldAt: null, mutedUntil: null }]);
    await keepTold(store.db, "slack", ["access"], []);
    expect(await notifications.list()).toMatchObject([{ ...access, toldAt: expect.any(Date) }]);

    await notifications.mute("access", later, act);
    await notifications.unmute("access", act);

    const history = await store.db
      .selectFrom("history")
      .select(["what", "actor", "reason", "change"])
      .orderBy("id")
      .execute();
    expect(history).toEqual([
      {
        what: "notification.muted",
        actor: "Pat",
        reason: act.reason,
        change: { name: "access", until: later.toISOString() },
      },
      { what: "notification.unmuted", actor: "Pat", reason: act.reason, change: { name: "access" } },
    ]);
  });

  it("that nobody knows cannot be muted", async () => {
    await expect(createNotifications(store.db).mute("access", later, act)).rejects.toThrow(
      "there is no condition access",
    );
    expect(await store.db.selectFrom("history").selectAll().execute()).toEqual([]);
  });
});
