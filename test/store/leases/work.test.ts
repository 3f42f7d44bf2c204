import { DateTime } from "luxon";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Ending, Lease } from "../../../src/jobs/ports.ts";
import { LeaseLost } from "../../../src/jobs/refusals.ts";
import { createWork, listDue } from "../../../src/store/leases/work.ts";
import { at } from "../../support/builders.ts";
import { empty, freshStore, type Store, workOf } from "../fresh-store.ts";
import { aMessage } from "../messages.ts";

let store: Store;
beforeAll(async () => (store = await freshStore()));
beforeEach(async () => {
  await empty(store);
  await store.inbox.accept(aMessage("msg_1", { name: "Acme", segment: "VIP" }));
});
afterAll(async () => await store[Symbol.asyncDispose]());

const key = { kind: "reconcile-client", key: "C-1" } as const;
const detail = { message: "zendesk answered 500" };

async function take(): Promise<Lease> {
  const lease = await store.work.take(key);
  if (!lease) throw new Error("there was nothing to take");
  return lease;
}

async function settle(lease: Lease, ending: Ending): Promise<"settled" | "again" | "lost" | undefined> {
  const [settled] = await store.work.settleAll([{ lease, ending }]);
  return settled;
}

/** Something newer is said of the client. */
async function sayMore(): Promise<void> {
  await store.inbox.accept(aMessage("msg_2", { vertical: "Retail" }, { occurredAt: at(1) }));
}

async function letLeaseRunOut(): Promise<void> {
  await store.db
    .updateTable("work")
    .set({ lease_until: new Date("2026-01-01T00:00:00Z") })
    .execute();
}

async function letWaitPass(): Promise<void> {
  await store.db
    .updateTable("work")
    .set({ next_attempt_at: new Date("2026-01-01T00:00:00Z") })
    .execute();
}

/** Seconds from now, by the database's clock, until a moment in the row of C-1. */
async function secondsUntil(column: "lease_until" | "next_attempt_at"): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select extract(epoch from ${sql.ref(column)} - now())::float8 as seconds from work where key = 'C-1'`.execute(
    store.db,
  );
  return rows[0]?.seconds ?? Number.NaN;
}

async function openConflicts(): Promise<object[]> {
  return await store.db
    .selectFrom("conflicts")
    .select(["client_id", "cause", "detail"])
    .where("closed_at", "is", null)
    .execute();
}

describe("a client with work to do", () => {
  it("can be taken, and is then held for ten seconds", async () => {
    const lease = await take();

    expect(lease).toEqual({
      kind: "reconcile-client",
      key: "C-1",
      version: 1n,
      epoch: expect.any(BigInt),
      attempts: 0,
      cause: null,
      traceparent: null,
      waitedMs: expect.any(Number),
    });
    const seconds = await secondsUntil("lease_until");
    expect(seconds).toBeGreaterThan(5);
    expect(seconds).toBeLessThanOrEqual(10);
  });

  it("is taken by one of many who try at once", async () => {
    const tries = await Promise.all(
      Array.from({ length: 20 }, async () => await createWork(store.db).take(key)),
    );

    expect(tries.filter((lease) => lease !== undefined)).toHaveLength(1);
  });

  it("can be taken from a worker that died, with a larger epoch", async () => {
    const { epoch } = await take();
    await letLeaseRunOut();

    expect(await store.work.take(key)).toMatchObject({ epoch: epoch + 1n });
  });

  it("cannot be taken before its next attempt is due", async () => {
    await settle(await take(), { kind: "retry", afterMs: 60_000, cause: "zendesk-500", detail });

    expect(await store.work.take(key)).toBeUndefined();

    await letWaitPass();
    expect(await store.work.take(key)).toMatchObject({ attempts: 1 });
  });

  it.each(["ok", "failed", "conflict", "discarded"] as const)(
    "cannot be taken when it is %s",
    async (state) => {
      await store.db.updateTable("work").set({ state }).execute();

      expect(await store.work.take(key)).toBeUndefined();
    },
  );

  it("is looked at again with all its attempts when it is doubted after it failed", async () => {
    const ending = { kind: "failed", cause: "zendesk-500", detail } as const;
    await settle(await take(), ending);
    await store.work.doubt(key);

    expect(await workOf(store)).toMatchObject({ state: "pending", attempts: 0, cause: null, detail: null });
  });

  it("that nobody has heard of cannot be taken", async () => {
    expect(await store.work.take({ kind: "reconcile-client", key: "C-404" })).toBeUndefined();
  });
});

describe("a worker that holds a client", () => {
  it("can go on holding it", async () => {
    const lease = await take();
    await sql`update work set lease_until = now() + interval '2 seconds'`.execute(store.db);

    await store.work.holdAll([lease]);

    expect(await secondsUntil("lease_until")).toBeGreaterThan(5);
  });

  it("is told that it lost it when its time ran out", async () => {
    const lease = await take();
    await letLeaseRunOut();

    await expect(store.work.holdAll([lease])).rejects.toThrow(LeaseLost);
  });

  it("is told that it lost it when another took over, and what it says no longer counts", async () => {
    const zombie = await take();
    await letLeaseRunOut();
    const successor = await take();

    await expect(store.work.holdAll([zombie])).rejects.toThrow(LeaseLost);
    expect(await settle(zombie, { kind: "done" })).toBe("lost");
    expect(await workOf(store)).toMatchObject({
      state: "pending",
      applied_version: 0n,
      epoch: successor.epoch,
    });
    expect(await settle(successor, { kind: "done" })).toBe("settled");
  });

  it("may still settle after its time ran out if nobody took over", async () => {
    const lease = await take();
    await letLeaseRunOut();

    expect(await settle(lease, { kind: "done" })).toBe("settled");
  });

  it("has lost it once it settled", async () => {
    const lease = await take();
    await settle(lease, { kind: "wait", until: DateTime.utc(2026), cause: "gathering" });

    await expect(store.work.holdAll([lease])).rejects.toThrow(LeaseLost);
  });
});

describe("an attempt that ends", () => {
  it("done leaves nothing to do", async () => {
    await settle(await take(), { kind: "retry", afterMs: 0, cause: "zendesk-500", detail });

    const settled = await settle(await take(), { kind: "done" });

    expect(settled).toBe("settled");
    expect(await workOf(store)).toMatchObject({
      state: "ok",
      version: 1n,
      applied_version: 1n,
      attempts: 0,
      cause: null,
      detail: null,
      dirty_since: null,
      next_attempt_at: null,
      lease_until: null,
    });
  });

  it("waiting is looked at again at that time, and has used up no attempt", async () => {
    const until = DateTime.fromISO("2126-01-01T00:00:00.123Z");

    const settled = await settle(await take(), {
      kind: "wait",
      until,
      cause: "throttled",
      detail,
    });

    expect(settled).toBe("settled");
    expect(await workOf(store)).toMatchObject({
      state: "pending",
      applied_version: 0n,
      attempts: 0,
      cause: "throttled",
      detail,
      next_attempt_at: until.toJSDate(),
      lease_until: null,
    });
  });

  it("in an error is tried again after the backoff, and has used up an attempt", async () => {
    const settled = await settle(await take(), {
      kind: "retry",
      afterMs: 90_500,
      cause: "zendesk-500",
      detail,
    });

    expect(settled).toBe("settled");
    expect(await workOf(store)).toMatchObject({
      state: "pending",
      attempts: 1,
      cause: "zendesk-500",
      detail,
    });
    const seconds = await secondsUntil("next_attempt_at");
    expect(seconds).toBeGreaterThan(80);
    expect(seconds).toBeLessThanOrEqual(90.5);
  });

  it.each<Extract<Ending, { kind: "failed" | "conflict" }>>([
    { kind: "failed", cause: "zendesk-422:name", detail },
    { kind: "conflict", cause: "name-taken", detail },
  ])("$kind stays so until a person looks", async (ending) => {
    const settled = await settle(await take(), ending);

    expect(settled).toBe("settled");
    expect(await workOf(store)).toMatchObject({
      state: ending.kind,
      version: 1n,
      applied_version: 0n,
      attempts: 1,
      cause: ending.cause,
      detail,
      next_attempt_at: null,
      lease_until: null,
      dirty_since: expect.any(Date),
    });
    expect(await store.work.take(key)).toBeUndefined();
  });

  it("keeps the request and the answer as they were", async () => {
    const exchange = {
      method: "POST",
      path: "/api/v2/organizations.json",
      request: { organization: { name: `O'Brien "\\" 👩‍👩‍👧` } },
      status: 422,
      answer: { details: { name: [{ error: "DuplicateValue" }] } },
    };
    const ending: Ending = { kind: "failed", cause: "zendesk-422:name", detail: { ...detail, exchange } };

    await settle(await take(), ending);

    expect((await workOf(store))?.detail).toEqual({ ...detail, exchange });
  });
});

describe("an attempt during which something newer came", () => {
  it("done counts for what it looked at, and the rest is looked at now", async () => {
    const lease = await take();
    await sayMore();

    const settled = await settle(lease, { kind: "done" });

    expect(settled).toBe("again");
    expect(await workOf(store)).toMatchObject({
      state: "pending",
      version: 2n,
      applied_version: 1n,
      dirty_since: expect.any(Date),
      next_attempt_at: null,
    });
    expect(await store.work.take(key)).toMatchObject({ version: 2n, epoch: lease.epoch + 1n });
  });

  it.each<Ending>([
    { kind: "retry", afterMs: 60_000, cause: "zendesk-500", detail },
    { kind: "failed", cause: "zendesk-422:name", detail },
    { kind: "conflict", cause: "name-taken", detail },
  ])("$kind is forgotten: what is newer has all its attempts, from now on", async (ending) => {
    const lease = await take();
    await sayMore();

    const settled = await settle(lease, ending);

    expect(settled).toBe("again");
    expect(await workOf(store)).toMatchObject({
      state: "pending",
      version: 2n,
      applied_version: 0n,
      attempts: 0,
      cause: null,
      detail: null,
      next_attempt_at: null,
    });
    expect(await openConflicts()).toEqual([]);
    expect(await store.work.take(key)).toMatchObject({ version: 2n, attempts: 0 });
  });

  it("waiting waits all the same", async () => {
    const lease = await take();
    await sayMore();
    const until = DateTime.fromISO("2126-01-01T00:00:00Z");

    const settled = await settle(lease, { kind: "wait", until, cause: "gathering" });

    expect(settled).toBe("settled");
    expect(await workOf(store)).toMatchObject({
      state: "pending",
      version: 2n,
      cause: "gathering",
      next_attempt_at: until.toJSDate(),
    });
    expect(await store.work.take(key)).toBeUndefined();
  });
});

describe("a conflict", () => {
  const nameTaken: Ending = { kind: "conflict", cause: "name-taken", detail };

  it("is opened for a person", async () => {
    await settle(await take(), nameTaken);

    expect(await openConflicts()).toEqual([{ client_id: "C-1", cause: "name-taken", detail }]);
  });

  it("that lasts is one, and tells the latest", async () => {
    await settle(await take(), nameTaken);
    await sayMore();

    await settle(await take(), {
      kind: "conflict",
      cause: "organization-shared",
      detail: { message: "organization 7 is already that of client C-9" },
    });

    expect(await openConflicts()).toEqual([
      {
        client_id: "C-1",
        cause: "organization-shared",
        detail: { message: "organization 7 is already that of client C-9" },
      },
    ]);
  });

  it("is closed once the client is in step, even without a write, and may come again", async () => {
    await settle(await take(), nameTaken);
    await sayMore();

    await settle(await take(), { kind: "done" });
    const afterwards = await openConflicts();
    await store.inbox.accept(aMessage("msg_3", { vertical: "Care" }, { occurredAt: at(2) }));
    await settle(await take(), nameTaken);

    expect(afterwards).toEqual([]);
    expect(await openConflicts()).toHaveLength(1);
    expect(await store.db.selectFrom("conflicts").select("id").execute()).toHaveLength(2);
  });
});

describe("the sweep", () => {
  const row = (name: string, other: object = {}) => ({
    kind: "reconcile-client",
    key: name,
    version: 1,
    applied_version: 0,
    epoch: 0,
    state: "pending" as const,
    attempts: 0,
    dirty_since: new Date("2026-01-01T00:00:00Z"),
    ...other,
  });
  const past = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
  const future = new Date("2126-01-01T00:00:00Z");

  beforeEach(async () => await empty(store));

  it("finds what is due and held by nobody, the longest waiting first", async () => {
    await store.db
      .insertInto("work")
      .values([
        row("dirty later", { dirty_since: past(3) }),
        row("dirty", { dirty_since: past(1) }),
        row("due again", { next_attempt_at: past(2) }),
        row("of a worker that died", { dirty_since: past(0), lease_until: past(4) }),
        row("not due yet", { next_attempt_at: future }),
        row("held", { lease_until: future }),
        row("in step", { state: "ok", applied_version: 1, dirty_since: null }),
        row("failed", { state: "failed" }),
        row("in conflict", { state: "conflict" }),
        row("discarded", { state: "discarded" }),
      ])
      .execute();

    const due = await listDue(store.db, 10);

    expect(due).toEqual([
      { kind: "reconcile-client", key: "of a worker that died" },
      { kind: "reconcile-client", key: "dirty" },
      { kind: "reconcile-client", key: "due again" },
      { kind: "reconcile-client", key: "dirty later" },
    ]);
  });

  it("finds no more than it asks for", async () => {
    await store.db
      .insertInto("work")
      .values([row("2", { dirty_since: past(2) }), row("1", { dirty_since: past(1) }), row("3")])
      .execute();

    const due = await listDue(store.db, 2);

    expect(due.map(({ key: name }) => name)).toEqual(["3", "1"]);
  });

  it("leaves a second to whoever was woken by the message", async () => {
    await store.db
      .insertInto("work")
      .values([row("fresh")])
      .execute();
    await sql`update work set dirty_since = now()`.execute(store.db);

    const atOnce = await listDue(store.db, 10);
    await sql`update work set dirty_since = now() - interval '1.1 seconds'`.execute(store.db);
    const later = await listDue(store.db, 10);

    expect(atOnce).toEqual([]);
    expect(later.map(({ key: name }) => name)).toEqual(["fresh"]);
  });
});
