import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { WorkKey } from "../../../src/jobs/ports.ts";
import type { Job, JobFilter, Jobs } from "../../../src/operations/job.ts";
import { BadCursor, NoSuch, NotNow, Unfit } from "../../../src/operations/refusals.ts";
import { createJobs } from "../../../src/store/jobs/jobs.ts";
import { empty, freshStore, type Store, workOf } from "../fresh-store.ts";
import { fiveCauses, seedJobs, thousandFailed } from "./many-jobs.ts";
import { aMessage } from "../messages.ts";
import { somebodyWaits } from "../somebody-waits.ts";

let store: Store;
let jobs: Jobs;
const woken: WorkKey[] = [];
beforeAll(async () => {
  store = await freshStore();
  jobs = createJobs(store.db, { wake: (keys) => void woken.push(...keys) });
});
beforeEach(async () => {
  await empty(store);
  woken.length = 0;
});
afterAll(async () => await store[Symbol.asyncDispose]());

const act = { operator: "ada", reason: "mended in Zendesk" };

async function theJob(key = "C-1"): Promise<Job> {
  const { rows } = await jobs.list({}, { limit: 200 });
  const found = rows.find((job) => job.key === key);
  if (!found) throw new Error(`there is no job of ${key}`);
  return found;
}

/** Client C-1 with organization 7, and ticket 11 of it. */
async function linkTicket(): Promise<void> {
  await store.db.insertInto("clients").values({ client_id: "C-1", name: "Acme", fields: "{}" }).execute();
  await sql`insert into organization_links (client_id, organization_id) values ('C-1', 7)`.execute(store.db);
  await sql`insert into tickets (ticket_id, organization_id) values (11, 7), (12, 8)`.execute(store.db);
}

async function historyOf(): Promise<object[]> {
  return await store.db
    .selectFrom("history")
    .select(["client_id", "ticket_id", "what", "actor", "reason", "change"])
    .where("actor", "is not", null)
    .execute();
}

describe("jobs", () => {
  it("are listed newest change first, with whose they are and what they failed with", async () => {
    await linkTicket();
    await seedJobs(store, [{ key: "C-1" }]);
    await seedJobs(store, [{ kind: "review-ticket", key: "11", changedAt: "2026-11-20T16:00:00Z" }]);

    const { rows, next } = await jobs.list({}, { limit: 10 });

    expect(next).toBeUndefined();
    expect(rows).toEqual([
      expect.objectContaining({ key: "11", ticketId: 11, client: { id: "C-1", name: "Acme" } }),
      {
        id: expect.stringMatching(/^\d+$/),
        kind: "reconcile-client",
        key: "C-1",
        state: "failed",
        cause: "zendesk-500",
        message: "C-1 had zendesk-500",
        attempts: 1,
        urgency: "live",
        client: { id: "C-1", name: "Acme" },
        ticketId: null,
        dirtySince: new Date("2026-11-20T15:00:00Z"),
        changedAt: new Date("2026-11-20T15:00:00Z"),
        nextAttemptAt: null,
        exchange: null,
      },
    ]);
    expect(await jobs.find(rows[1]?.id ?? "")).toEqual(rows[1]);
    expect(await jobs.find("404")).toBeUndefined();
    expect(await jobs.find("no number")).toBeUndefined();
  });

  it.each<[string, JobFilter, readonly string[]]>([
    ["nothing", {}, ["C-1", "C-2", "C-3", "11", "12"]],
    ["a state", { state: "failed" }, ["C-1", "11"]],
    ["a cause", { cause: "name-taken" }, ["C-2"]],
    ["a kind", { kind: "review-ticket" }, ["11", "12"]],
    ["a client, with its tickets", { clientId: "C-1" }, ["C-1", "11"]],
    ["a client without an organization", { clientId: "C-2" }, ["C-2"]],
    ["a client that nobody knows", { clientId: "C-404" }, []],
    ["a ticket", { ticketId: 12 }, ["12"]],
    ["since a moment, and that moment", { since: new Date("2026-11-20T03:00:00Z") }, ["C-3", "11", "12"]],
    ["until a moment, and not that moment", { until: new Date("2026-11-20T03:00:00Z") }, ["C-1", "C-2"]],
    ["so many attempts or more", { attempts: 3 }, ["C-2", "12"]],
    ["several of these", { state: "failed", kind: "review-ticket" }, ["11"]],
    ["ids of nobody", { ids: ["0", "no number", "99999999999999999999"] }, []],
  ])("can be filtered by %s", async (_, filter, keys) => {
    await linkTicket();
    await seedJobs(store, [
      { key: "C-1", changedAt: "2026-11-20T01:00:00Z" },
      { key: "C-2", state: "conflict", cause: "name-taken", attempts: 3, changedAt: "2026-11-20T02:00:00Z" },
      { key: "C-3", state: "ok", cause: null, attempts: 0, changedAt: "2026-11-20T03:00:00Z" },
      { kind: "review-ticket", key: "11", changedAt: "2026-11-20T04:00:00Z" },
      {
        kind: "review-ticket",
        key: "12",
        state: "discarded",
        attempts: 4,
        changedAt: "2026-11-20T05:00:00Z",
      },
    ]);

    const { rows } = await jobs.list(filter, { limit: 10 });

    expect(rows.map(({ key }) => key)).toEqual(keys.toReversed());
    expect(await jobs.count(filter)).toBe(keys.length);
    expect((await jobs.list({ ids: rows.map(({ id }) => id) }, { limit: 10 })).rows).toEqual(rows);
  });

  it("are shown page by page, each once, while others change", async () => {
    await seedJobs(store, thousandFailed.slice(0, 25));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { rows, next } = await jobs.list({}, { limit: 10, cursor });
      seen.push(...rows.map(({ key }) => key));
      cursor = next;
      // One that was shown and one that was not change, and are newer than all from now on.
      await sql`update work set state = 'discarded' where key in (${seen[0]}, 'C-0003')`.execute(store.db);
    } while (cursor !== undefined);

    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(24);
    expect(seen).not.toContain("C-0003");
  });

  it("that changed in one transaction are told apart", async () => {
    await seedJobs(
      store,
      ["C-1", "C-2", "C-3"].map((key) => ({ key })),
    );

    const first = await jobs.list({}, { limit: 2 });
    const second = await jobs.list({}, { limit: 2, cursor: first.next });

    expect([first, second].map(({ rows }) => rows.map(({ key }) => key))).toEqual([["C-3", "C-2"], ["C-1"]]);
    expect(second.next).toBeUndefined();
  });

  it.each(["", "?", "bm9wZQ", Buffer.from(`["1e9","7"]`).toString("base64url")])(
    "are not shown from a cursor that no page gave out: %j",
    async (cursor) => {
      await expect(jobs.list({}, { limit: 2, cursor })).rejects.toThrow(BadCursor);
    },
  );

  it.each([
    [0, 1],
    [-5, 1],
    [1.5, 1],
    [100_000, 200],
  ])("come %d at a time as %d", async (limit, count) => {
    await seedJobs(store, thousandFailed.slice(0, 300));

    expect((await jobs.list({}, { limit })).rows).toHaveLength(count);
  });
});

describe("a thousand failed jobs of five causes", () => {
  it("are five groups, with what the last of each says", async () => {
    await seedJobs(store, thousandFailed);
    await seedJobs(store, [
      { key: "ok", state: "ok" },
      { key: "no", state: "discarded" },
    ]);

    const groups = await jobs.causes();

    expect(groups).toEqual(
      fiveCauses.toSorted().map((cause) => {
        const first = fiveCauses.indexOf(cause);
        const last = 995 + first;
        return {
          state: cause === "name-taken" ? "conflict" : "failed",
          cause,
          kind: "reconcile-client",
          count: 200,
          firstAt: new Date(thousandFailed[first]?.changedAt ?? ""),
          lastAt: new Date(thousandFailed[last]?.changedAt ?? ""),
          message: `${thousandFailed[last]?.key} had ${cause}`,
        };
      }),
    );
  });
});

describe("a job that is run again", () => {
  it("is looked at now, with all its attempts, and nothing that was believed of it", async () => {
    await linkTicket();
    await seedJobs(store, [{ key: "C-1", attempts: 12 }]);
    const { id } = await theJob();

    const job = await jobs.retry(id, act);

    expect(job).toMatchObject({
      id,
      state: "pending",
      cause: null,
      message: null,
      attempts: 0,
      urgency: "live",
      nextAttemptAt: null,
    });
    expect(await workOf(store)).toMatchObject({ version: 2n, applied_version: 0n });
    const link = store.db.selectFrom("organization_links").select("is_doubted");
    expect(await link.execute()).toEqual([{ is_doubted: true }]);
    expect(woken).toEqual([{ kind: "reconcile-client", key: "C-1" }]);
    expect(await historyOf()).toEqual([
      {
        client_id: "C-1",
        ticket_id: null,
        what: "job.retried",
        actor: "ada",
        reason: "mended in Zendesk",
        change: { from: "failed", cause: "zendesk-500" },
      },
    ]);
  });

  it("of a ticket has the ticket fetched", async () => {
    await linkTicket();
    await seedJobs(store, [{ kind: "review-ticket", key: "11" }]);

    await jobs.retry((await theJob("11")).id, act);

    const doubted = store.db.selectFrom("tickets").select("ticket_id").where("is_doubted", "=", true);
    expect(await doubted.execute()).toEqual([{ ticket_id: 11n }]);
    expect(woken).toEqual([{ kind: "review-ticket", key: "11" }]);
    expect(await historyOf()).toMatchObject([{ client_id: null, ticket_id: 11n, what: "job.retried" }]);
  });

  it("twice is run once", async () => {
    await seedJobs(store, [{ key: "C-1" }]);
    const { id } = await theJob();

    await Promise.all(Array.from({ length: 5 }, async () => await jobs.retry(id, act)));

    expect(await workOf(store)).toMatchObject({ version: 2n });
    expect(await historyOf()).toHaveLength(1);
    expect(woken).toHaveLength(1);
  });

  it("may be one that is done, or discarded", async () => {
    await seedJobs(store, [
      { key: "C-1", state: "ok" },
      { key: "C-2", state: "discarded" },
    ]);

    expect(await jobs.retry((await theJob("C-1")).id, act)).toMatchObject({ state: "pending" });
    expect(await jobs.retry((await theJob("C-2")).id, act)).toMatchObject({ state: "pending" });
  });

  it.each([
    ["waits because it failed is looked at now", "zendesk-500", 3, null],
    ["waits as Zendesk asked for goes on waiting", "throttled", 3, expect.any(Date)],
    ["waits for more to come goes on waiting", "gathering", 0, expect.any(Date)],
  ])("and %s", async (_, cause, attempts, nextAttemptAt) => {
    await seedJobs(store, [{ key: "C-1", state: "pending", cause, attempts }]);
    await sql`update work set next_attempt_at = now() + interval '1 minute'`.execute(store.db);

    const job = await jobs.retry((await theJob()).id, act);

    expect(job).toMatchObject({ state: "pending", nextAttemptAt });
    expect(await historyOf()).toHaveLength(nextAttemptAt === null ? 1 : 0);
  });

  it("must be there", async () => {
    await expect(jobs.retry("404", act)).rejects.toThrow(NoSuch);
  });
});

describe("a job that is discarded", () => {
  it("is left alone until the next message for its key", async () => {
    await store.inbox.accept(aMessage("msg_1", { name: "Acme", segment: "VIP" }));
    await sql`update work set state = 'conflict', cause = 'name-taken'`.execute(store.db);
    const { id } = await theJob();

    const job = await jobs.discard(id, { operator: "ada", reason: "left us" });
    await store.work.doubt({ kind: "reconcile-client", key: "C-1" });

    expect(job).toMatchObject({ state: "discarded", cause: "name-taken" });
    expect(await theJob()).toMatchObject({ state: "discarded", cause: "name-taken" });
    expect(await historyOf()).toMatchObject([
      { client_id: "C-1", what: "job.discarded", reason: "left us", change: { from: "conflict" } },
    ]);

    await store.inbox.accept(
      aMessage("msg_2", { segment: "SMB" }, { occurredAt: "2026-12-01T00:00:00.000000000Z" }),
    );

    expect(await theJob()).toMatchObject({ state: "pending", cause: null });
  });

  it("is in the history as it was when it was discarded, not as it was looked up", async () => {
    await seedJobs(store, [{ key: "C-1" }]);
    const { id } = await theJob();

    const { discarding } = await store.db.transaction().execute(async (tx) => {
      await sql`update work set state = 'conflict', cause = 'name-taken'`.execute(tx);
      const discarded = jobs.discard(id, act);
      await somebodyWaits(store.db);
      return { discarding: discarded };
    });
    await discarding;

    expect(await historyOf()).toMatchObject([{ change: { from: "conflict", cause: "name-taken" } }]);
  });

  it.each(["pending", "ok", "discarded"] as const)("must not be %s", async (state) => {
    await seedJobs(store, [{ key: "C-1", state }]);

    await expect(jobs.discard((await theJob()).id, act)).rejects.toThrow(NotNow);
    expect(await historyOf()).toEqual([]);
  });

  it("must be there, and the reason be said", async () => {
    await seedJobs(store, [{ key: "C-1" }]);

    await expect(jobs.discard("404", act)).rejects.toThrow(NoSuch);
    await expect(jobs.discard((await theJob()).id, { operator: "ada", reason: " " })).rejects.toThrow(Unfit);
  });
});
