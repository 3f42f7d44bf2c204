import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { applyScheduled } from "../../../src/store/inbox/scheduled.ts";
import { at } from "../../support/builders.ts";
import { empty, freshStore, statementsIn, type Store, valuesOf, workOf } from "../fresh-store.ts";
import { aMessage } from "../messages.ts";

let store: Store;
beforeAll(async () => (store = await freshStore()));
beforeEach(async () => {
  await empty(store);
  await store.inbox.accept(aMessage("msg_1", { name: "Acme", segment: "VIP" }));
});
afterAll(async () => await store[Symbol.asyncDispose]());

const inACentury = "2126-12-01T08:00:00.000000000Z";

async function announce(id: string, segment: string, minute: number): Promise<void> {
  const { dirty } = await store.inbox.accept(
    aMessage(id, [{ clientId: "C-1", segment, serviceLevel: null }], {
      kind: "segment-changes",
      occurredAt: at(minute),
      effectiveAt: inACentury,
    }),
  );
  expect(dirty).toEqual([]);
}

/** The day has come for the messages of these ids, in this order. */
async function letTimePass(...ids: readonly string[]): Promise<void> {
  for (const [one, id] of ids.entries()) {
    await store.db
      .updateTable("statements")
      .set({ effective_at: new Date(Date.UTC(2026, 0, 1, 0, one)) })
      .where("message_id", "=", id)
      .execute();
  }
}

describe("a change set for later", () => {
  it("changes nothing before its time", async () => {
    await announce("msg_2", "SMB", 5);

    const woken = await applyScheduled(store.db, 10);

    expect(woken).toEqual([]);
    expect(await valuesOf(store)).toMatchObject({ segment: "VIP" });
    expect(await workOf(store)).toMatchObject({ version: 1n });
    expect(await statementsIn(store)).toContainEqual(["C-1", "msg_2", "scheduled"]);
  });

  it("takes effect when it is due, once", async () => {
    await announce("msg_2", "SMB", 5);
    await letTimePass("msg_2");

    const woken = await applyScheduled(store.db, 10);
    const again = await applyScheduled(store.db, 10);

    expect(woken).toEqual([{ kind: "reconcile-client", key: "C-1" }]);
    expect(again).toEqual([]);
    expect(await valuesOf(store)).toMatchObject({ segment: "SMB", serviceLevel: null });
    expect(await workOf(store)).toMatchObject({ version: 2n, state: "pending" });
    expect(await statementsIn(store)).toContainEqual(["C-1", "msg_2", "applied"]);
  });

  it("is a duplicate when it comes again, before its time and after", async () => {
    await announce("msg_2", "SMB", 5);
    const set = aMessage("msg_2", [{ clientId: "C-1", segment: "SMB", serviceLevel: null }], {
      occurredAt: at(5),
      effectiveAt: null,
    });

    const before = await store.inbox.accept({ ...set, effectiveAt: inACentury });
    await letTimePass("msg_2");
    await applyScheduled(store.db, 10);
    const after = await store.inbox.accept(set);

    expect([before.duplicate, after.duplicate]).toEqual([true, true]);
    expect(await workOf(store)).toMatchObject({ version: 2n });
  });

  it("does not override what was said after it was sent", async () => {
    await announce("msg_2", "SMB", 5);
    await store.inbox.accept(
      aMessage("msg_3", { segment: "Key Account", serviceLevel: null }, { occurredAt: at(6) }),
    );
    await letTimePass("msg_2");

    const woken = await applyScheduled(store.db, 10);

    expect(woken).toEqual([]);
    expect(await valuesOf(store)).toMatchObject({ segment: "Key Account" });
    expect(await statementsIn(store)).toContainEqual(["C-1", "msg_2", "stale"]);
  });

  it("waits for a client that is not known when it is due", async () => {
    await store.inbox.accept(
      aMessage("msg_2", [{ clientId: "C-9", segment: "SMB", serviceLevel: null }], {
        occurredAt: at(5),
        effectiveAt: inACentury,
      }),
    );
    await letTimePass("msg_2");

    const woken = await applyScheduled(store.db, 10);
    await store.inbox.accept(aMessage("msg_3", { clientId: "C-9", name: "Nine", segment: "VIP" }));

    expect(woken).toEqual([]);
    expect(await valuesOf(store, "C-9")).toMatchObject({ name: "Nine", segment: "SMB" });
    expect((await statementsIn(store)).slice(1)).toEqual([
      ["C-9", "msg_2", "applied"],
      ["C-9", "msg_3", "applied"],
    ]);
  });
});

describe("several change sets that are due", () => {
  it("end in the one that was sent last, whichever took effect first", async () => {
    await announce("msg_2", "SMB", 6);
    await announce("msg_3", "Corporate", 5);
    await letTimePass("msg_2", "msg_3");

    await applyScheduled(store.db, 1);
    await applyScheduled(store.db, 1);

    expect(await valuesOf(store)).toMatchObject({ segment: "SMB" });
  });

  it("take effect in the order of their times, as many as are asked for", async () => {
    await announce("msg_2", "SMB", 5);
    await announce("msg_3", "Corporate", 6);
    await letTimePass("msg_3", "msg_2");

    await applyScheduled(store.db, 1);

    expect((await statementsIn(store)).slice(1)).toEqual([
      ["C-1", "msg_2", "scheduled"],
      ["C-1", "msg_3", "applied"],
    ]);
  });

  it("are shared out among processes that look at once", async () => {
    await announce("msg_2", "SMB", 5);
    await announce("msg_3", "Corporate", 6);
    await letTimePass("msg_2", "msg_3");

    await Promise.all([1, 2, 3, 4].map(async () => await applyScheduled(store.db, 10)));

    expect(await valuesOf(store)).toMatchObject({ segment: "Corporate" });
    expect((await statementsIn(store)).map(([, , state]) => state)).not.toContain("scheduled");
  });
});
