import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Ending } from "../../../src/jobs/ports.ts";
import type { Jobs } from "../../../src/operations/job.ts";
import { NoSuch } from "../../../src/operations/refusals.ts";
import { createJobs } from "../../../src/store/jobs/jobs.ts";
import { at } from "../../support/builders.ts";
import { empty, freshStore, type Store } from "../fresh-store.ts";
import { fiveCauses, seedJobs, thousandFailed } from "./many-jobs.ts";
import { aMessage } from "../messages.ts";
import { somebodyWaits } from "../somebody-waits.ts";

let store: Store;
let jobs: Jobs;
beforeAll(async () => {
  store = await freshStore();
  jobs = createJobs(store.db, {
    wake: () => {
      throw new Error("nobody is woken for many");
    },
  });
});
beforeEach(async () => {
  await empty(store);
  await sql`truncate retries, retried restart identity`.execute(store.db);
});
afterAll(async () => await store[Symbol.asyncDispose]());

const act = { operator: "ada", reason: "the field is back" };
const [cause] = fiveCauses;
const detail = { message: "zendesk said no" };

/** Workers take so many of what is to do, and each ends so. */
async function work(count: number, ending: Ending = { kind: "done" }): Promise<void> {
  const leases = await store.work.takeDue("reconcile-client", "bulk", count);
  await store.work.settleAll(leases.map((lease) => ({ lease, ending })));
}

async function countByState(): Promise<Record<string, number>> {
  const { rows } = await sql<{ state: string; count: number }>`
    select state, count(*)::int as count from work group by state`.execute(store.db);
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

async function actsInHistory(): Promise<object[]> {
  return await store.db
    .selectFrom("history")
    .select(["client_id", "what", "actor", "reason", "change"])
    .orderBy("id")
    .execute();
}

describe("a re-run of one cause of five", () => {
  beforeEach(async () => await seedJobs(store, thousandFailed));

  it("is told first: how many, of which causes, and some of them", async () => {
    expect(await jobs.previewRetry({ cause })).toMatchObject({
      count: 200,
      byCause: [{ cause, count: 200 }],
    });
    const all = await jobs.previewRetry({});

    expect(all.count).toBe(1000);
    expect(all.byCause).toEqual(fiveCauses.toSorted().map((one) => ({ cause: one, count: 200 })));
    expect(all.examples).toHaveLength(10);
    expect(await countByState()).toEqual({ failed: 800, conflict: 200 });
  });

  it("leaves the others alone, and is watched until it is done", async () => {
    const { id } = await jobs.retryMany({ cause }, act);
    const before = await jobs.findRetry(id);
    await work(50);
    await work(30, { kind: "failed", cause, detail });
    const during = await jobs.findRetry(id);
    await work(120);
    const after = await jobs.findRetry(id);

    const told = { id, at: expect.any(Date), ...act, filter: { cause }, count: 200, putBack: 0 };
    expect([before, during, after]).toEqual([
      { ...told, state: "running", waiting: 200, done: 0, failed: 0 },
      { ...told, state: "running", waiting: 120, done: 50, failed: 30 },
      { ...told, state: "done", waiting: 0, done: 170, failed: 30 },
    ]);
    expect(await jobs.listRetries()).toEqual([after]);
    expect(await countByState()).toEqual({ ok: 170, failed: 630, conflict: 200 });
    expect(await actsInHistory()).toEqual([
      {
        client_id: null,
        what: "jobs.retried",
        actor: "ada",
        reason: "the field is back",
        change: { retryId: id, filter: { cause }, count: 200 },
      },
    ]);
  });

  it("gives way to live work", async () => {
    await jobs.retryMany({ cause }, act);

    expect(await store.work.takeDue("reconcile-client", "live", 10)).toEqual([]);
    expect(await store.work.takeDue("reconcile-client", "bulk", 300)).toHaveLength(200);
  });

  it("twice does nothing more", async () => {
    await jobs.retryMany({ cause }, act);

    const second = await jobs.retryMany({ cause }, act);

    expect(second).toMatchObject({ state: "done", count: 0 });
    const versions = store.db.selectFrom("work").select("version").distinct().where("state", "=", "pending");
    expect(await versions.execute()).toEqual([{ version: 2n }]);
  });

  it("can be stopped: what was not begun is as it was", async () => {
    const { id } = await jobs.retryMany({ cause }, act);
    await work(50);
    const held = await store.work.takeDue("reconcile-client", "bulk", 20);
    await store.inbox.accept(aMessage("msg_1", { clientId: "C-0996", name: "Acme", segment: "VIP" }));

    const stopped = await jobs.stopRetry(id, { operator: "eve", reason: "too early" });
    const again = await jobs.stopRetry(id, { operator: "eve", reason: "too early" });

    expect(stopped).toMatchObject({ state: "stopped", done: 50, waiting: 21, putBack: 129, failed: 0 });
    expect(again).toEqual(stopped);
    expect(await countByState()).toEqual({ ok: 50, pending: 21, failed: 729, conflict: 200 });
    expect(await jobs.count({ state: "failed", cause, attempts: 1 })).toBe(129);
    expect((await actsInHistory()).filter((row) => "actor" in row && row.actor === "eve")).toMatchObject([
      { client_id: null, what: "jobs.retry-stopped", change: { retryId: id, filter: { cause }, count: 150 } },
    ]);

    await store.work.settleAll(held.map((lease) => ({ lease, ending: { kind: "done" } })));

    expect(await jobs.findRetry(id)).toMatchObject({ state: "stopped", done: 70, waiting: 1, putBack: 129 });
  });

  it("that is done cannot be stopped any more", async () => {
    const { id } = await jobs.retryMany({ cause }, act);
    await work(200);

    expect(await jobs.stopRetry(id, act)).toMatchObject({ state: "done", done: 200 });
    expect(await actsInHistory()).toHaveLength(1);
  });
});

describe("a re-run of many", () => {
  it("takes only what stopped, of more than a page, clients and tickets alike", async () => {
    await seedJobs(store, [
      ...thousandFailed,
      ...Array.from({ length: 1500 }, (_, index) => ({
        kind: "review-ticket" as const,
        key: String(index + 1),
      })),
      { key: "discarded", state: "discarded" },
      { key: "ok", state: "ok" },
      { key: "pending", state: "pending" },
    ]);
    await sql`insert into tickets (ticket_id) values (3)`.execute(store.db);

    const { id } = await jobs.retryMany({}, act);

    expect(await countByState()).toEqual({ pending: 2502, ok: 1 });
    expect(await jobs.findRetry(id)).toMatchObject({ count: 2501, waiting: 2501 });
    const ticket = store.db.selectFrom("tickets").select("is_doubted");
    expect(await ticket.execute()).toEqual([{ is_doubted: true }]);

    expect(await jobs.stopRetry(id, act)).toMatchObject({ putBack: 2501, waiting: 0 });
    expect(await countByState()).toEqual({ pending: 1, ok: 1, failed: 2300, conflict: 200, discarded: 1 });
  });

  it("is not done while its jobs are still being marked; to stop it ends that", async () => {
    const keys = Array.from({ length: 2500 }, (_, index) => `C-${index}`);
    await seedJobs(
      store,
      keys.map((key) => ({ key })),
    );

    const { marking, during, stopping } = await store.db.transaction().execute(async (tx) => {
      await sql`select 1 from work where key = 'C-0' for update`.execute(tx);
      const marked = jobs.retryMany({}, act);
      await somebodyWaits(store.db);
      const [seen] = await jobs.listRetries();
      return { marking: marked, during: seen, stopping: jobs.stopRetry(seen?.id ?? "", act) };
    });
    await marking;

    expect(during).toMatchObject({ state: "running", count: 0 });
    expect(await stopping).toMatchObject({ state: "stopped" });
    expect(await countByState()).toEqual({ failed: 2500 });
    expect(await store.work.takeDue("reconcile-client", "bulk", 10)).toEqual([]);
  });

  it("remembers its filter, moments included", async () => {
    const filter = { since: new Date("2026-11-20T00:00:00Z"), until: new Date("2026-11-21T00:00:00Z") };

    expect(await jobs.retryMany(filter, act)).toMatchObject({ filter, count: 0, state: "done" });
  });

  it("counts what was failed again at a newer message, and what is gone", async () => {
    await seedJobs(store, [{ key: "C-1" }, { key: "C-2" }]);
    const { id } = await jobs.retryMany({}, act);
    await store.inbox.accept(aMessage("msg_1", { name: "Acme", segment: "VIP" }));
    await sql`update work set state = 'failed' where key = 'C-1'`.execute(store.db);
    await sql`delete from work where key = 'C-2'`.execute(store.db);

    expect(await jobs.findRetry(id)).toMatchObject({ state: "done", failed: 1, done: 1 });
  });

  it("goes on beside messages, events and workers, and nobody waits for another in a circle", async () => {
    const keys = Array.from({ length: 150 }, (_, index) => String(index + 1));
    const said = keys.map((key) => ({ clientId: `C-${key}`, name: `Client ${key}`, segment: "VIP" }));
    await store.inbox.accept(aMessage("msg_0", said));
    await sql`
      insert into organization_links (client_id, organization_id)
      select 'C-' || n, n from generate_series(1, 150) as n`.execute(store.db);
    await seedJobs(
      store,
      keys.map((key) => ({ kind: "review-ticket", key })),
    );
    await sql`insert into tickets (ticket_id) select generate_series(1, 150)`.execute(store.db);
    await sql`update work set state = 'failed', cause = 'zendesk-500', urgency = 'bulk'`.execute(store.db);

    const [retry] = await Promise.all([
      jobs.retryMany({}, act),
      store.inbox.accept(aMessage("msg_1", said.toReversed(), { occurredAt: at(1) })),
      jobs.retryMany({ kind: "review-ticket" }, act),
      store.tickets.doubt(keys.map(Number).toReversed()),
      ...Array.from({ length: 10 }, async () => await work(20)),
      ...keys.slice(0, 20).map(async (key) => await store.work.doubt({ kind: "review-ticket", key })),
    ]);
    const told = await jobs.stopRetry(retry.id, act);

    const { pending = 0, ok = 0, failed = 0, ...others } = await countByState();
    expect(others).toEqual({});
    expect(pending + ok + failed).toBe(300);
    expect(failed).toBe(told.putBack);
    expect(told.failed).toBe(0);
    const tired = store.db
      .selectFrom("work")
      .select("key")
      .where("state", "=", "pending")
      .where((where) => where.or([where("attempts", ">", 0), where("cause", "is not", null)]));
    expect(await tired.execute()).toEqual([]);
  });

  it("must be there to be stopped", async () => {
    expect(await jobs.findRetry("404")).toBeUndefined();
    expect(await jobs.findRetry("no number")).toBeUndefined();
    await expect(jobs.stopRetry("404", act)).rejects.toThrow(NoSuch);
  });
});
