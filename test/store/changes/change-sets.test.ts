import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { cancelChangeSet, listChangeSets } from "../../../src/store/changes/change-sets.ts";
import { applyScheduled } from "../../../src/store/inbox/scheduled.ts";
import { at } from "../../support/builders.ts";
import { empty, freshStore, type Store, valuesOf } from "../fresh-store.ts";
import { aMessage, type Said } from "../messages.ts";

let store: Store;
beforeAll(async () => (store = await freshStore()));
beforeEach(async () => {
  await empty(store);
  await store.inbox.accept(
    aMessage(
      "msg_1",
      ["C-1", "C-2", "C-3"].map((clientId) => ({ clientId, name: clientId, segment: "VIP" })),
    ),
  );
});
afterAll(async () => await store[Symbol.asyncDispose]());

const ada = { operator: "ada", reason: "" };
const december = "2126-12-01T08:00:00.000000000Z";
const january = "2127-01-01T08:00:00.000000000Z";

/** A change set comes in, under one or several message ids. */
async function send(
  changeSetId: string,
  changes: readonly Said[],
  effectiveAt: string | null,
  { id = `msg_${changeSetId}`, occurredAt = at(1) } = {},
): Promise<void> {
  await store.inbox.accept(
    aMessage(id, changes, { kind: "segment-changes", changeSetId, effectiveAt, occurredAt }),
  );
}

async function letTimeCome(): Promise<void> {
  await store.db
    .updateTable("statements")
    .set({ effective_at: new Date("2026-01-01T00:00:00Z") })
    .where("effective_at", "is not", null)
    .execute();
  await applyScheduled(store.db, 100);
}

const two = [
  { clientId: "C-2", segment: "SMB" },
  { clientId: "C-1", segment: "Corporate" },
];

describe("the change sets", () => {
  it("are listed with what became of each client, those to come first", async () => {
    await send(
      "2126-10",
      [
        { clientId: "C-1", segment: "SMB" },
        { clientId: "C-404", segment: "SMB" },
      ],
      null,
    );
    await send("2127-01", two, january);
    await send("2126-12", two, december);
    await send("late", [{ clientId: "C-1", segment: "VIP" }], null, { occurredAt: at(0), id: "msg_0" });

    const none = { scheduled: 0, applied: 0, stale: 0, waiting: 0, cancelled: 0 };
    const receivedAt = expect.any(Date);
    expect(await listChangeSets(store.db)).toEqual([
      { ...none, id: "2126-12", receivedAt, effectiveAt: new Date(december), scheduled: 2 },
      { ...none, id: "2127-01", receivedAt, effectiveAt: new Date(january), scheduled: 2 },
      { ...none, id: "late", receivedAt, effectiveAt: null, stale: 1 },
      { ...none, id: "2126-10", receivedAt, effectiveAt: null, applied: 1, waiting: 1 },
    ]);
  });

  it("of one name are one, however many messages it came in", async () => {
    await send("2126-12", two, december);
    await send("2126-12", [{ clientId: "C-3", segment: "SMB" }], january, { id: "msg_more" });
    await send("other", two, january);

    expect(await listChangeSets(store.db, "2126-12")).toMatchObject([
      { id: "2126-12", scheduled: 3, effectiveAt: new Date(december) },
    ]);
    expect(await listChangeSets(store.db, "unheard")).toEqual([]);
  });

  it("show what is to come, and no longer what took effect", async () => {
    await send("2126-12", two, december);
    expect(await listChangeSets(store.db)).toMatchObject([
      { scheduled: 2, applied: 0, effectiveAt: new Date(december) },
    ]);

    await letTimeCome();

    expect(await listChangeSets(store.db)).toMatchObject([{ scheduled: 0, applied: 2, effectiveAt: null }]);
  });
});

describe("a change set that is cancelled", () => {
  it("never takes effect, and the history of its clients says so", async () => {
    await send("2126-12", two, december);
    await send("other", [{ clientId: "C-3", segment: "SMB" }], december);

    expect(await cancelChangeSet(store.db, "2126-12", ada)).toBe(2);
    await letTimeCome();

    expect(await valuesOf(store, "C-1")).toMatchObject({ segment: "VIP" });
    expect(await valuesOf(store, "C-3")).toMatchObject({ segment: "SMB" });
    expect(await listChangeSets(store.db, "2126-12")).toMatchObject([{ cancelled: 2, scheduled: 0 }]);
    const history = store.db
      .selectFrom("history")
      .select(["client_id", "what", "actor", "change"])
      .orderBy("client_id");
    expect(await history.execute()).toEqual([
      {
        client_id: "C-1",
        what: "change.cancelled",
        actor: "ada",
        change: { changeSetId: "2126-12", says: { segment: "Corporate" } },
      },
      {
        client_id: "C-2",
        what: "change.cancelled",
        actor: "ada",
        change: { changeSetId: "2126-12", says: { segment: "SMB" } },
      },
    ]);
  });

  it("keeps what took effect before", async () => {
    await send("2126-12", two, null);

    expect(await cancelChangeSet(store.db, "2126-12", ada)).toBe(0);
    expect(await valuesOf(store, "C-1")).toMatchObject({ segment: "Corporate" });
  });

  it("is cancelled once, by one of all who ask at once", async () => {
    await send("2126-12", two, december);

    const counts = await Promise.all(
      Array.from({ length: 5 }, async () => await cancelChangeSet(store.db, "2126-12", ada)),
    );

    expect(counts.filter((count) => count > 0)).toEqual([2]);
  });

  it("does not come back when it is delivered again", async () => {
    await send("2126-12", two, december);
    await cancelChangeSet(store.db, "2126-12", ada);

    await send("2126-12", two, december);

    expect(await listChangeSets(store.db)).toMatchObject([{ scheduled: 0, cancelled: 2 }]);
  });

  it("either takes effect or is cancelled when both are begun at once", async () => {
    for (let round = 0; round < 10; round += 1) {
      const id = `set-${round}`;
      await send(id, two, "2026-01-01T00:00:00.000000000Z");

      const [cancelled] = await Promise.all([
        cancelChangeSet(store.db, id, ada),
        applyScheduled(store.db, 100),
      ]);
      await applyScheduled(store.db, 100);

      const [set] = await listChangeSets(store.db, id);
      expect(set).toMatchObject({ scheduled: 0, cancelled });
      expect([0, 2]).toContain(cancelled);
    }
  });
});
