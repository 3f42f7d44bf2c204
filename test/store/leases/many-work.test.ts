import { DateTime } from "luxon";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Ending, Lease, Urgency } from "../../../src/jobs/ports.ts";
import { LeaseLost } from "../../../src/jobs/refusals.ts";
import { connectDatabase } from "../../../src/store/database.ts";
import { recordMessages } from "../../../src/store/inbox/record-messages.ts";
import { createWork, listDue } from "../../../src/store/leases/work.ts";
import { at } from "../../support/builders.ts";
import { empty, freshStore, type Store, workOf } from "../fresh-store.ts";
import { aMessage } from "../messages.ts";

let store: Store;
beforeAll(async () => (store = await freshStore()));
beforeEach(async () => await empty(store));
afterAll(async () => await store[Symbol.asyncDispose]());

const detail = { message: "zendesk answered 500" };
const far = new Date("2126-01-01T00:00:00Z");
const past = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const keysOf = (leases: readonly { readonly key: string }[]): string[] =>
  leases.map(({ key }) => key).toSorted();

function idsOf(count: number): string[] {
  return Array.from({ length: count }, (_none, index) => `C-${String(index + 1).padStart(4, "0")}`);
}

/** Work of one urgency on so many clients, due now. */
async function insertWork(count: number, urgency: Urgency = "live"): Promise<void> {
  await sql`
    insert into work (kind, key, version, state, dirty_since, urgency)
    select 'reconcile-client', key, 1, 'pending', now() - interval '1 minute', ${urgency}
    from unnest(${idsOf(count)}::text[]) as key`.execute(store.db);
}

async function say(id: string, clientId: string, urgency: Urgency | undefined, minute = 0): Promise<void> {
  await store.inbox.accept(
    aMessage(
      id,
      { clientId, name: `Client ${clientId}`, segment: "VIP", vertical: `said by ${id}` },
      { occurredAt: at(minute), ...(urgency && { urgency }) },
    ),
  );
}

async function urgencyOf(clientId = "C-1"): Promise<string | undefined> {
  return (await workOf(store, clientId))?.urgency;
}

describe("work that is taken by the hundred", () => {
  const row = (key: string, other: object = {}) => ({
    kind: "reconcile-client",
    key,
    version: 1,
    applied_version: 0,
    epoch: 0,
    state: "pending" as const,
    attempts: 0,
    dirty_since: past(0),
    ...other,
  });

  it("is what is due and held by nobody, of that urgency", async () => {
    await store.db
      .insertInto("work")
      .values([
        row("dirty"),
        row("due again", { next_attempt_at: past(2), attempts: 3 }),
        row("of a worker that died", { lease_until: past(4), epoch: 5 }),
        row("bulk", { urgency: "bulk" }),
        row("not due yet", { next_attempt_at: far }),
        row("held", { lease_until: far }),
        row("in step", { state: "ok", applied_version: 1, dirty_since: null }),
        row("failed", { state: "failed" }),
        row("in conflict", { state: "conflict" }),
      ])
      .execute();

    const live = await store.work.takeDue("reconcile-client", "live", 10);
    const bulk = await store.work.takeDue("reconcile-client", "bulk", 10);

    expect(live.toSorted((one, other) => (one.key < other.key ? -1 : 1))).toMatchObject([
      { kind: "reconcile-client", key: "dirty", version: 1n, epoch: 1n, attempts: 0, cause: null },
      { kind: "reconcile-client", key: "due again", version: 1n, epoch: 1n, attempts: 3, cause: null },
      {
        kind: "reconcile-client",
        key: "of a worker that died",
        version: 1n,
        epoch: 6n,
        attempts: 0,
        cause: null,
      },
    ]);
    expect(keysOf(bulk)).toEqual(["bulk"]);
    expect(await store.work.takeDue("reconcile-client", "live", 10)).toEqual([]);
    expect(await store.work.take({ kind: "reconcile-client", key: "dirty" })).toBeUndefined();
  });

  it("is what has waited longest, and no more than was asked for", async () => {
    await store.db
      .insertInto("work")
      .values([5, 3, 1, 4, 2].map((second) => row(`C-${second}`, { dirty_since: past(second) })))
      .execute();

    expect(keysOf(await store.work.takeDue("reconcile-client", "live", 2))).toEqual(["C-1", "C-2"]);
    expect(keysOf(await store.work.takeDue("reconcile-client", "live", 2))).toEqual(["C-3", "C-4"]);
  });

  it("is first what a worker left that died, however long the others have waited", async () => {
    await store.db
      .insertInto("work")
      .values([
        row("C-1", { dirty_since: past(1) }),
        row("C-2", { dirty_since: past(2) }),
        row("left first", { dirty_since: past(9), lease_until: past(10) }),
        row("left later", { dirty_since: past(8), lease_until: past(11) }),
        row("held", { lease_until: far }),
      ])
      .execute();

    expect(keysOf(await store.work.takeDue("reconcile-client", "live", 1))).toEqual(["left first"]);
    expect(keysOf(await store.work.takeDue("reconcile-client", "live", 2))).toEqual(["C-1", "left later"]);
    expect(keysOf(await store.work.takeDue("reconcile-client", "live", 2))).toEqual(["C-2"]);
  });

  it("goes to one of all who take at once", async () => {
    await insertWork(1000);
    const other = connectDatabase(store.url);
    try {
      const works = [store.work, createWork(other)];
      const taken = await Promise.all(
        Array.from(
          { length: 12 },
          async (_none, index) => await works[index % 2]!.takeDue("reconcile-client", "live", 100),
        ),
      );

      expect(new Set(taken.flatMap(keysOf)).size).toBe(taken.flat().length);
      expect(taken.flat().length + (await store.work.takeDue("reconcile-client", "live", 1000)).length).toBe(
        1000,
      );
    } finally {
      await other.destroy();
    }
  });

  it("does not wait for what another transaction is busy with", async () => {
    await insertWork(10);
    await store.db.transaction().execute(async (tx) => {
      await sql`select 1 from work where key = 'C-0003' for no key update`.execute(tx);

      expect(await store.work.takeDue("reconcile-client", "live", 10)).toHaveLength(9);
    });
  });

  it("is not found by the sweep when it is bulk work", async () => {
    await insertWork(3, "bulk");

    expect(await listDue(store.db, 10)).toEqual([]);
  });
});

describe("many leases", () => {
  it("are held together", async () => {
    await insertWork(100);
    const leases = await store.work.takeDue("reconcile-client", "live", 100);
    await sql`update work set lease_until = now() + interval '1 second'`.execute(store.db);

    await store.work.holdAll(leases);

    const { rows } = await sql<{ seconds: number }>`
      select min(extract(epoch from lease_until - now()))::float8 as seconds from work`.execute(store.db);
    expect(rows[0]?.seconds).toBeGreaterThan(5);
  });

  it("of which one is lost are told so, and the others are held all the same", async () => {
    await insertWork(3);
    const leases = await store.work.takeDue("reconcile-client", "live", 3);
    await sql`update work set lease_until = now() - interval '1 second' where key = 'C-0002'`.execute(
      store.db,
    );

    await expect(store.work.holdAll(leases)).rejects.toThrow(LeaseLost);
    await expect(store.work.holdAll(leases)).rejects.toThrow("1 of 3 leases were lost");
  });

  it("that another took over are lost", async () => {
    await insertWork(2);
    const leases = await store.work.takeDue("reconcile-client", "live", 2);
    await sql`update work set lease_until = now() - interval '1 second'`.execute(store.db);
    await store.work.takeDue("reconcile-client", "live", 2);

    await expect(store.work.holdAll(leases)).rejects.toThrow("2 of 2 leases were lost");
  });

  it("may be none", async () => {
    await expect(store.work.holdAll([])).resolves.toBeUndefined();
    expect(await store.work.settleAll([])).toEqual([]);
  });
});

describe("attempts that end together", () => {
  /** Leases on C-1, C-2 … in this order. */
  async function leasesOn(count: number): Promise<Lease[]> {
    for (let client = 1; client <= count; client += 1) await say(`msg_${client}`, `C-${client}`, "live");
    const leases = await store.work.takeDue("reconcile-client", "live", count);
    return leases.toSorted((one, other) => (one.key < other.key ? -1 : 1));
  }

  it("are settled each in its own way, and answered in their order", async () => {
    const leases = await leasesOn(6);
    const until = DateTime.fromISO("2126-01-01T00:00:00Z");
    await say("newer", "C-5", "live", 1);
    await sql`update work set epoch = epoch + 1 where key = 'C-6'`.execute(store.db);
    const endings: Ending[] = [
      { kind: "retry", afterMs: 60_000, cause: "zendesk-500", detail },
      { kind: "done" },
      { kind: "conflict", cause: "name-taken", detail },
      { kind: "wait", until, cause: "throttled" },
      { kind: "done" },
      { kind: "done" },
    ];

    const settled = await store.work.settleAll(
      leases.map((lease, index) => ({ lease, ending: endings[index] ?? { kind: "done" } })),
    );

    expect(settled).toEqual(["settled", "settled", "settled", "settled", "again", "lost"]);
    expect(await workOf(store, "C-1")).toMatchObject({ state: "pending", attempts: 1, cause: "zendesk-500" });
    expect(await workOf(store, "C-2")).toMatchObject({
      state: "ok",
      applied_version: 1n,
      dirty_since: null,
      lease_until: null,
    });
    expect(await workOf(store, "C-3")).toMatchObject({ state: "conflict", cause: "name-taken" });
    expect(await workOf(store, "C-4")).toMatchObject({ next_attempt_at: until.toJSDate(), attempts: 0 });
    expect(await workOf(store, "C-5")).toMatchObject({
      state: "pending",
      version: 2n,
      applied_version: 1n,
      lease_until: null,
      dirty_since: expect.any(Date),
    });
    expect(await workOf(store, "C-6")).toMatchObject({ state: "pending", applied_version: 0n });
    expect(await store.db.selectFrom("conflicts").select("client_id").execute()).toEqual([
      { client_id: "C-3" },
    ]);
  });

  it.each<Ending>([
    { kind: "failed", cause: "zendesk-bad-answer", detail: { message: "NUL \0, half a pair \ud83d" } },
    { kind: "retry", cause: "zendesk-500", detail: { message: "NUL \0, half a pair \ud83d" }, afterMs: 1000 },
    {
      kind: "conflict",
      cause: "name-taken",
      detail: { message: "NUL \0, half a pair \ud83d" },
      about: { sides: [] },
    },
  ])("$kind are written, whatever Zendesk said: $detail.message", async (ending) => {
    const [one, two] = await leasesOn(2);

    const settled = await store.work.settleAll([
      { lease: one!, ending },
      { lease: two!, ending: { kind: "done" } },
    ]);

    expect(settled).toEqual(["settled", "settled"]);
    expect(await workOf(store, "C-1")).toMatchObject({ detail: { message: "NUL , half a pair \ufffd" } });
  });

  it("done leave what one that ended alone would leave", async () => {
    const leases = await leasesOn(3);
    await sql`update work set attempts = 3, cause = 'zendesk-500', detail = '{}'`.execute(store.db);
    await say("newer", "C-3", "live", 1);
    const [one, two, three] = leases;

    await store.work.settleAll([{ lease: one!, ending: { kind: "done" } }]);
    await store.work.settleAll([
      { lease: two!, ending: { kind: "done" } },
      { lease: three!, ending: { kind: "done" } },
    ]);

    const {
      id: _id,
      key: _key,
      dirty_since: _since,
      changed_at: _changed,
      epoch: _epoch,
      ...alone
    } = (await workOf(store, "C-1"))!;
    expect(await workOf(store, "C-2")).toMatchObject(alone);
    expect(await workOf(store, "C-3")).toMatchObject({ attempts: 0, cause: null, detail: null });
  });

  it("done close the conflicts that were open", async () => {
    const leases = await leasesOn(3);
    const all = (ending: Ending) => leases.map((lease) => ({ lease, ending }));
    await store.work.settleAll(all({ kind: "conflict", cause: "name-taken", detail }));
    for (const client of [1, 2, 3]) await say(`newer_${client}`, `C-${client}`, "live", 1);
    const again = await store.work.takeDue("reconcile-client", "live", 3);

    await store.work.settleAll(again.map((lease) => ({ lease, ending: { kind: "done" } })));

    const open = store.db.selectFrom("conflicts").select("client_id").where("closed_at", "is", null);
    expect(await open.execute()).toEqual([]);
  });
});

describe("workers and messages that meet on the same clients", () => {
  it("never block each other for good, whatever their order", async () => {
    const clientIds = idsOf(200);
    const saying = (id: string, ids: readonly string[], minute: number) =>
      aMessage(
        id,
        ids.map((clientId) => ({ clientId, name: clientId, segment: "VIP", vertical: id })),
        { occurredAt: at(minute) },
      );
    await recordMessages(store.db, [saying("first", clientIds, 0)]);
    const leases = (await store.work.takeDue("reconcile-client", "live", 200)).toSorted(
      () => Math.random() - 0.5,
    );
    const backwards = leases.toReversed();

    const errors: unknown[] = [];
    const often = async (once: (round: number) => Promise<unknown>): Promise<void> => {
      for (let round = 0; round < 40; round += 1) {
        await once(round).catch((err: unknown) => {
          if (!(err instanceof LeaseLost)) errors.push(err);
        });
      }
    };
    await Promise.all([
      often(async (round) => await recordMessages(store.db, [saying(`msg_${round}`, clientIds, round)])),
      often(async () => await store.work.holdAll(leases)),
      often(async () => await store.work.holdAll(backwards)),
      often(async (round) => {
        const ending: Ending = round % 2 === 0 ? { kind: "done" } : { kind: "failed", cause: "x", detail };
        const some = backwards.filter((_lease, index) => index % 40 === round);
        await store.work.settleAll(some.map((lease) => ({ lease, ending })));
        await store.work.doubt(leases[round]!);
      }),
    ]);

    expect(errors).toEqual([]);
  });
});

describe("the urgency of work", () => {
  it("is live unless the message says bulk", async () => {
    await say("msg_1", "C-1", undefined);
    await say("msg_2", "C-2", "bulk");

    expect(await urgencyOf("C-1")).toBe("live");
    expect(await urgencyOf("C-2")).toBe("bulk");
  });

  it("becomes live by a live message", async () => {
    await say("msg_1", "C-1", "bulk");
    await say("msg_2", "C-1", "live", 1);

    expect(await urgencyOf()).toBe("live");
  });

  it("stays live when a bulk message comes before it is done", async () => {
    await say("msg_1", "C-1", "live");
    await say("msg_2", "C-1", "bulk", 1);

    expect(await urgencyOf()).toBe("live");
  });

  it.each(["ok", "failed", "conflict"] as const)(
    "becomes bulk by a bulk message when nobody waits for it any more: %s",
    async (state) => {
      await say("msg_1", "C-1", "live");
      await store.db.updateTable("work").set({ state }).execute();
      await say("msg_2", "C-1", "bulk", 1);

      expect(await workOf(store)).toMatchObject({ state: "pending", urgency: "bulk" });
    },
  );

  it("is live when live and bulk messages share a transaction", async () => {
    const said = { name: "Acme", segment: "VIP" };
    await recordMessages(store.db, [
      aMessage("msg_1", said, { urgency: "live" }),
      aMessage("msg_2", { ...said, vertical: "Care" }, { urgency: "bulk", occurredAt: at(1) }),
      aMessage("msg_3", { clientId: "C-2", ...said }, { urgency: "bulk" }),
    ]);

    expect(await urgencyOf("C-1")).toBe("live");
    expect(await urgencyOf("C-2")).toBe("bulk");
  });
});
