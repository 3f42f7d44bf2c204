import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { MessageIdReused } from "../../../src/jobs/inbox.ts";
import { createClients } from "../../../src/store/clients/clients.ts";
import { createInbox } from "../../../src/store/inbox/inbox.ts";
import { recordMessages, recordMessagesIn } from "../../../src/store/inbox/record-messages.ts";
import { at } from "../../support/builders.ts";
import { empty, freshStore, statementsIn, type Store, valuesOf, workOf } from "../fresh-store.ts";
import { aMessage } from "../messages.ts";
import { somebodyWaits } from "../somebody-waits.ts";

let store: Store;
beforeAll(async () => (store = await freshStore()));
beforeEach(async () => await empty(store));
afterAll(async () => await store[Symbol.asyncDispose]());

const acme = { name: "Acme", segment: "VIP" };

async function countOf(table: "messages" | "statements" | "clients" | "work"): Promise<number> {
  return (await store.db.selectFrom(table).selectAll().execute()).length;
}

describe("an accepted message", () => {
  it("is kept, merged into its client, and there is work to do", async () => {
    const accepted = await store.inbox.accept(
      aMessage("msg_1", acme, { body: Buffer.from([0x7b, 0x00, 0xff]) }),
    );
    const kept = await store.db.selectFrom("messages").selectAll().executeTakeFirstOrThrow();

    expect(accepted).toEqual({ duplicate: false, dirty: [{ kind: "reconcile-client", key: "C-1" }] });
    expect(kept).toMatchObject({
      source: "accounting",
      id: "msg_1",
      kind: "new-client",
      occurred_at: new Date("2026-11-20T15:00:00Z"),
      effective_at: null,
    });
    expect([...kept.body]).toEqual([0x7b, 0x00, 0xff]);
    expect(await createClients(store.db).find("C-1")).toEqual({
      clientId: "C-1",
      decisions: {},
      fields: {
        name: { value: "Acme", occurredAt: at(0), messageId: "msg_1" },
        segment: { value: "VIP", occurredAt: at(0), messageId: "msg_1" },
      },
    });
    expect(await statementsIn(store)).toEqual([["C-1", "msg_1", "applied"]]);
    expect(await workOf(store)).toMatchObject({
      kind: "reconcile-client",
      version: 1n,
      applied_version: 0n,
      state: "pending",
      attempts: 0,
      dirty_since: expect.any(Date),
      next_attempt_at: null,
      lease_until: null,
    });
  });

  it("is all of that or nothing", async () => {
    const impossible = aMessage("msg_1", [acme, { clientId: "C-2", name: "NUL \u0000" }]);

    await expect(store.inbox.accept(impossible)).rejects.toThrow("could not be made durable");

    expect([await countOf("messages"), await countOf("clients"), await countOf("work")]).toEqual([0, 0, 0]);
  });

  it.each([
    `O'Brien "& Sons" \\ {}`,
    "株式会社アクメ",
    "👩‍👩‍👧 🏳️‍🌈",
    "line\u2028and\u2029paragraph",
    "null",
    "%s $1 :name ?",
    "x".repeat(255),
  ])("keeps the name %j as it is", async (name) => {
    await store.inbox.accept(aMessage("msg_1", { ...acme, name, clientId: name }));

    expect(await valuesOf(store, name)).toEqual({ name, segment: "VIP" });
    expect(await workOf(store, name)).toMatchObject({ key: name });
  });

  it("may be about a client called __proto__", async () => {
    await store.inbox.accept(aMessage("msg_1", { ...acme, clientId: "__proto__" }));

    expect(await valuesOf(store, "__proto__")).toEqual(acme);
  });

  it("keeps the moment to the nanosecond", async () => {
    await store.inbox.accept(aMessage("msg_1", acme, { occurredAt: "2026-11-20T15:00:00.123456789Z" }));
    await store.inbox.accept(
      aMessage("msg_0", { segment: "SMB" }, { occurredAt: "2026-11-20T15:00:00.123456788Z" }),
    );

    expect(await valuesOf(store)).toEqual(acme);
  });
});

describe("a message that comes again", () => {
  it("is a duplicate and has no second effect", async () => {
    await store.inbox.accept(aMessage("msg_1", acme));

    const again = await store.inbox.accept(aMessage("msg_1", acme));

    expect(again).toEqual({ duplicate: true, dirty: [] });
    expect(await countOf("messages")).toBe(1);
    expect(await workOf(store)).toMatchObject({ version: 1n });
  });

  it("with other words is refused, and changes nothing", async () => {
    await store.inbox.accept(aMessage("msg_1", acme));

    const other = store.inbox.accept(aMessage("msg_1", { ...acme, segment: "SMB" }));

    await expect(other).rejects.toThrow(MessageIdReused);
    expect(await valuesOf(store)).toEqual(acme);
    expect(await workOf(store)).toMatchObject({ version: 1n });
  });

  it("fifty times at once counts once", async () => {
    const fifty = Array.from({ length: 50 }, async () => await store.inbox.accept(aMessage("msg_1", acme)));

    const answers = await Promise.all(fifty);

    expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(answers.flatMap(({ dirty }) => dirty)).toEqual([{ kind: "reconcile-client", key: "C-1" }]);
    expect(await countOf("statements")).toBe(1);
    expect(await workOf(store)).toMatchObject({ version: 1n });
  });

  it("at once with other words is refused, whichever was first", async () => {
    const answers = await Promise.allSettled([
      store.inbox.accept(aMessage("msg_1", acme)),
      store.inbox.accept(aMessage("msg_1", { ...acme, segment: "SMB" })),
      store.inbox.accept(aMessage("msg_1", acme)),
    ]);

    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await valuesOf(store)).toEqual(acme);
  });
});

describe("a reply before its notification", () => {
  it("waits, and there is nothing to do yet", async () => {
    const accepted = await store.inbox.accept(aMessage("msg_1", { seoAnalyst: "Dana Fox" }));

    expect(accepted.dirty).toEqual([]);
    expect(await statementsIn(store)).toEqual([["C-1", "msg_1", "waiting"]]);
    expect(await countOf("work")).toBe(0);
  });

  it("takes effect with the notification", async () => {
    await store.inbox.accept(aMessage("msg_1", { seoAnalyst: "Dana Fox" }, { occurredAt: at(9) }));
    await store.inbox.accept(aMessage("msg_2", { seoAnalyst: "Kim Wu" }, { occurredAt: at(8) }));

    const accepted = await store.inbox.accept(aMessage("msg_3", acme));

    expect(accepted.dirty).toEqual([{ kind: "reconcile-client", key: "C-1" }]);
    expect(await valuesOf(store)).toEqual({ ...acme, seoAnalyst: "Dana Fox" });
    expect(await statementsIn(store)).toEqual([
      ["C-1", "msg_1", "applied"],
      ["C-1", "msg_2", "applied"],
      ["C-1", "msg_3", "applied"],
    ]);
  });

  it("may share a transaction with it", async () => {
    const results = await recordMessages(store.db, [
      aMessage("msg_1", { seoAnalyst: "Dana Fox" }),
      aMessage("msg_2", acme),
    ]);

    expect(results).toEqual([
      { duplicate: false, dirty: [{ kind: "reconcile-client", key: "C-1" }] },
      { duplicate: false, dirty: [{ kind: "reconcile-client", key: "C-1" }] },
    ]);
    expect(await workOf(store)).toMatchObject({ version: 1n });
  });
});

describe("a message about a client that is in step", () => {
  const clean = { version: 5, applied_version: 5, state: "ok", dirty_since: null } as const;

  beforeEach(async () => {
    await store.inbox.accept(aMessage("msg_1", { ...acme, seoAnalyst: "Dana Fox" }, { occurredAt: at(5) }));
    await store.db.updateTable("work").set(clean).execute();
  });

  it("and says something new makes it dirty", async () => {
    const { dirty } = await store.inbox.accept(
      aMessage("msg_2", { seoAnalyst: "Kim Wu" }, { occurredAt: at(6) }),
    );

    expect(dirty).toEqual([{ kind: "reconcile-client", key: "C-1" }]);
    expect(await workOf(store)).toMatchObject({
      version: 6n,
      applied_version: 5n,
      state: "pending",
      dirty_since: expect.any(Date),
    });
  });

  it("and says the same makes no work", async () => {
    const { dirty } = await store.inbox.accept(
      aMessage("msg_2", { seoAnalyst: "Dana Fox" }, { occurredAt: at(6) }),
    );

    expect(dirty).toEqual([]);
    expect(await workOf(store)).toMatchObject({ version: 5n, state: "ok", dirty_since: null });
    expect(await statementsIn(store)).toContainEqual(["C-1", "msg_2", "applied"]);
  });

  it("and is late makes no work, and is kept as stale", async () => {
    const { dirty } = await store.inbox.accept(aMessage("msg_2", { segment: "SMB" }, { occurredAt: at(4) }));

    expect(dirty).toEqual([]);
    expect(await valuesOf(store)).toMatchObject({ segment: "VIP" });
    expect(await workOf(store)).toMatchObject({ version: 5n, state: "ok" });
    expect(await statementsIn(store)).toContainEqual(["C-1", "msg_2", "stale"]);
  });

  it("and is late, but says something that nobody else did, counts for that", async () => {
    const { dirty } = await store.inbox.accept(
      aMessage("msg_2", { segment: "SMB", vertical: "Retail" }, { occurredAt: at(4) }),
    );

    expect(dirty).toEqual([{ kind: "reconcile-client", key: "C-1" }]);
    expect(await valuesOf(store)).toMatchObject({ segment: "VIP", vertical: "Retail" });
    expect(await statementsIn(store)).toContainEqual(["C-1", "msg_2", "applied"]);
  });

  it.each(["failed", "conflict", "discarded"] as const)(
    "gives it a new chance when its work is %s, even if it says nothing new",
    async (state) => {
      await store.db
        .updateTable("work")
        .set({
          state,
          applied_version: 4,
          cause: "zendesk-422:name",
          detail: `{"message": "x"}`,
          attempts: 12,
        })
        .execute();

      const { dirty } = await store.inbox.accept(
        aMessage("msg_2", { seoAnalyst: "Dana Fox" }, { occurredAt: at(6) }),
      );

      expect(dirty).toEqual([{ kind: "reconcile-client", key: "C-1" }]);
      expect(await workOf(store)).toMatchObject({
        version: 6n,
        state: "pending",
        cause: null,
        detail: null,
        attempts: 0,
        next_attempt_at: null,
      });
    },
  );

  it("does not end a wait that Zendesk asked for, however many come", async () => {
    const until = new Date("2126-01-01");
    await store.db
      .updateTable("work")
      .set({ state: "pending", applied_version: 4, cause: "throttled", next_attempt_at: until })
      .execute();

    for (const [id, seoAnalyst] of Object.entries({
      msg_2: "Kim Wu",
      msg_3: "Ana Ruiz",
      msg_4: "Lee Park",
    })) {
      await store.inbox.accept(aMessage(id, { seoAnalyst }, { occurredAt: at(Number(id.at(-1)) + 6) }));
    }

    expect(await workOf(store)).toMatchObject({ cause: "throttled", next_attempt_at: until });
  });

  it("ends the waiting of its work when it says something new, and keeps how long it has been dirty", async () => {
    const since = new Date("2026-11-20T10:00:00Z");
    await store.db
      .updateTable("work")
      .set({
        state: "pending",
        applied_version: 4,
        attempts: 7,
        dirty_since: since,
        next_attempt_at: new Date("2126-01-01"),
      })
      .execute();

    await store.inbox.accept(aMessage("msg_2", { seoAnalyst: "Kim Wu" }, { occurredAt: at(6) }));

    expect(await workOf(store)).toMatchObject({
      version: 6n,
      attempts: 0,
      next_attempt_at: null,
      dirty_since: since,
    });
  });
});

describe("a change set", () => {
  it("moves every client in it; one that is not known waits", async () => {
    await store.inbox.accept(aMessage("msg_1", { ...acme, clientId: "C-1" }));
    await store.inbox.accept(aMessage("msg_2", { ...acme, clientId: "C-2" }));

    const { dirty } = await store.inbox.accept(
      aMessage(
        "msg_3",
        [
          { clientId: "C-2", segment: "SMB", serviceLevel: "Corporate" },
          { clientId: "C-9", segment: "SMB", serviceLevel: null },
          { clientId: "C-1", segment: "Key Account", serviceLevel: null },
        ],
        { kind: "segment-changes", occurredAt: at(5) },
      ),
    );

    expect(dirty.map(({ key }) => key)).toEqual(["C-2", "C-1"]);
    expect(await valuesOf(store, "C-1")).toMatchObject({ segment: "Key Account", serviceLevel: null });
    expect(await valuesOf(store, "C-2")).toMatchObject({ segment: "SMB", serviceLevel: "Corporate" });
    expect(await workOf(store, "C-9")).toBeUndefined();
    expect((await statementsIn(store)).slice(2)).toEqual([
      ["C-1", "msg_3", "applied"],
      ["C-2", "msg_3", "applied"],
      ["C-9", "msg_3", "waiting"],
    ]);
  });
});

describe("many messages at once", () => {
  it("are all accepted, a hundred in one transaction", async () => {
    const hundred = Array.from(
      { length: 101 },
      async (_, one) => await store.inbox.accept(aMessage(`msg_${one}`, { ...acme, clientId: `C-${one}` })),
    );

    const answers = await Promise.all(hundred);
    const transactions = await store.db.selectFrom("messages").select("received_at").distinct().execute();

    expect(answers.every(({ duplicate }) => !duplicate)).toBe(true);
    expect(await countOf("work")).toBe(101);
    expect(transactions).toHaveLength(2);
  });

  it("are accepted without the one that is to blame", async () => {
    const answers = await Promise.allSettled(
      ["A", "B \u0000", "C"].map(
        async (name, one) =>
          await store.inbox.accept(aMessage(`msg_${one}`, { ...acme, name, clientId: `C-${one}` })),
      ),
    );
    // The first was alone in its transaction; so here are three that share one.
    const together = await Promise.allSettled(
      ["A", "B", "C \u0000", "D"].map(
        async (name, one) =>
          await store.inbox.accept(aMessage(`msg_1${one}`, { ...acme, name, clientId: `C-1${one}` })),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(together.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
    expect(await countOf("clients")).toBe(5);
  });
});

describe("large messages", () => {
  let patient: Store;
  beforeAll(async () => (patient = await freshStore({ queryTimeoutMs: 60_000 })));
  afterAll(async () => await patient[Symbol.asyncDispose]());

  it("may have 256 KiB and 5,000 clients", async () => {
    const full = (id: string, from: number) =>
      aMessage(
        id,
        Array.from({ length: 5000 }, (_, one) => ({
          clientId: `C-${from + one}`,
          ...acme,
          serviceLevel: null,
        })),
        { body: Buffer.alloc(256 * 1024, "x") },
      );

    const [first] = await recordMessages(patient.db, [full("msg_1", 0)]);
    await recordMessages(patient.db, [full("msg_2", 2500)]);
    const clients = await patient.db.selectFrom("clients").select("client_id").execute();

    expect(first).toMatchObject({ dirty: { length: 5000 } });
    expect(clients).toHaveLength(7500);
  });

  it("may together be about more clients than PostgreSQL takes parameters", async () => {
    const clients = Array.from({ length: 65_536 }, (_, one) => ({
      clientId: `P-${one}`,
      seoAnalyst: "Dana",
    }));

    await recordMessages(patient.db, [aMessage("msg_3", clients)]);
    const last = await valuesOf(patient, "P-65535");

    expect(last).toEqual({ seoAnalyst: "Dana" });
  });
});

describe("a message to an inbox that", () => {
  it("is one of several on a database is a duplicate in all but one", async () => {
    const inboxes = [store.inbox, createInbox(store.db), createInbox(store.db)];

    const answers = await Promise.all(
      Array.from({ length: 30 }, async (_, one) => await inboxes[one % 3]!.accept(aMessage("msg_1", acme))),
    );

    expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(await workOf(store)).toMatchObject({ version: 1n });
  });

  it.each([
    ["with the same words is a duplicate", acme, { duplicate: true, dirty: [] }],
    ["with other words is refused", { ...acme, segment: "SMB" }, "reused"],
  ])("has to wait for another that takes the same id, %s", async (_, said, expected) => {
    const late = await store.db.transaction().execute(async (tx) => {
      await recordMessagesIn(tx, [aMessage("msg_1", acme)]);
      const waiting = recordMessages(store.db, [aMessage("msg_1", said)]);
      await somebodyWaits(store.db);
      return { waiting };
    });

    expect(await late.waiting).toEqual([expected]);
    expect(await valuesOf(store)).toEqual(acme);
  });
});
