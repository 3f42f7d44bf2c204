import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Overview, Overviews } from "../../../src/operations/overview.ts";
import { createJobs } from "../../../src/store/jobs/jobs.ts";
import { overdueAfterMs } from "../../../src/store/leases/overdue-after.ts";
import { createOverviews } from "../../../src/store/watch/overview.ts";
import { keepDrift } from "../../../src/store/history/policy-drift.ts";
import { empty, freshStore, type Store } from "../fresh-store.ts";
import { seedJobs } from "../jobs/many-jobs.ts";
import { aMessage } from "../messages.ts";

let store: Store;
let overviews: Overviews;
beforeAll(async () => {
  store = await freshStore();
  overviews = createOverviews(store.db, {
    jobs: createJobs(store.db, { wake: () => {} }),
    conflicts: { count: async () => 3 },
    overdueAfterMs: overdueAfterMs({ everyMinutes: 5 }),
  });
});
beforeEach(async () => await empty(store));
afterAll(async () => await store[Symbol.asyncDispose]());

async function swept(name: string, ago: string): Promise<void> {
  await sql`insert into sweeps (name, started_at) values (${name}, now() - ${ago}::interval)`.execute(
    store.db,
  );
}

async function overdue(): Promise<Record<string, boolean>> {
  const { sweeps } = await overviews.look();
  return Object.fromEntries(sweeps.map(({ name, isOverdue }) => [name, isOverdue]));
}

describe("the overview", () => {
  it("of a new installation is empty", async () => {
    expect(await overviews.look()).toEqual<Overview>({
      at: expect.any(Date),
      messages: { minute: 0, hour: 0, day: 0 },
      work: { pending: 0, failed: 0, conflict: 0, discarded: 0, ok: 0 },
      oldestWaitMs: null,
      changes: { minute: 0, hour: 0 },
      budget: [],
      drift: [],
      causes: [],
      conflicts: 3,
      sweeps: [],
      accessLostSince: null,
    });
  });

  it("counts what came in and what was written, by how long ago", async () => {
    await store.inbox.accept(aMessage("msg_1", { name: "Acme" }));
    await store.inbox.accept(aMessage("msg_2", { name: "Acme" }));
    await store.inbox.accept(aMessage("msg_3", { name: "Acme" }));
    await sql`update messages set received_at = now() - interval '30 minutes' where id = 'msg_2'`.execute(
      store.db,
    );
    await sql`update messages set received_at = now() - interval '30 hours' where id = 'msg_3'`.execute(
      store.db,
    );
    await sql`
      insert into history (at, what) values
        (now(), 'organization.updated'), (now() - interval '5 minutes', 'ticket.updated'),
        (now() - interval '2 hours', 'ticket.updated'), (now(), 'organization.edited'), (now(), 'job.retried')`.execute(
      store.db,
    );

    const { messages, changes } = await overviews.look();

    expect(messages).toMatchObject({ minute: 1, hour: 2 });
    expect(changes).toEqual({ minute: 1, hour: 2 });
  });

  it("counts the work by state, and what stopped by cause", async () => {
    await seedJobs(store, [
      { key: "C-1" },
      { key: "C-2" },
      { key: "C-3", state: "conflict", cause: "name-taken" },
      { key: "C-4", state: "discarded" },
      { key: "C-5", state: "ok" },
      { kind: "review-ticket", key: "6", state: "pending", cause: null },
    ]);

    const { work, causes } = await overviews.look();

    expect(work).toEqual({ pending: 1, failed: 2, conflict: 1, discarded: 1, ok: 1 });
    expect(causes.map(({ cause, count }) => [cause, count])).toEqual([
      ["zendesk-500", 2],
      ["name-taken", 1],
    ]);
  });

  it.each([
    ["since it is due", sql`dirty_since = now() - interval '60 seconds'`, 60_000],
    ["since its next attempt is due", sql`next_attempt_at = now() - interval '40 seconds'`, 40_000],
    ["not before that", sql`next_attempt_at = now() + interval '40 seconds'`, null],
    ["since it was run again, not since it failed", sql`changed_at = now() - interval '20 seconds'`, 20_000],
    ["as long as it likes when it is bulk", sql`urgency = 'bulk'`, null],
  ])("says how long live work has waited: %s", async (_, change, waitMs) => {
    await seedJobs(store, [{ key: "C-1", state: "pending", cause: null, changedAt: "2026-01-01T00:00:00Z" }]);
    await sql`update work set ${change}`.execute(store.db);

    const { oldestWaitMs } = await overviews.look();

    // The test itself takes less than five seconds.
    expect(oldestWaitMs && Math.floor(oldestWaitMs / 5000) * 5000).toBe(waitMs);
  });

  it("says since when Zendesk refuses our credentials", async () => {
    await seedJobs(store, [
      { key: "C-1", state: "pending", cause: "zendesk-401", changedAt: "2026-11-20T15:05:00Z" },
      { key: "C-2", state: "pending", cause: "zendesk-403", changedAt: "2026-11-20T15:01:00Z" },
      { key: "C-3", state: "pending", cause: "zendesk-503", changedAt: "2026-11-20T14:00:00Z" },
      { key: "C-4", state: "failed", cause: "zendesk-403", changedAt: "2026-11-20T13:00:00Z" },
    ]);

    expect((await overviews.look()).accessLostSince).toEqual(new Date("2026-11-20T15:01:00Z"));
  });

  it("shows what drifted, and which regular readings are overdue", async () => {
    await swept("catch-up-tickets", "14 minutes");
    await swept("catch-up-organizations", "16 minutes");
    await swept("policy-drift", "89 minutes");
    await swept("full-compare", "25 hours");
    await swept("of another version", "9 years");
    await keepDrift(store.db, ["policy.vip"]);

    expect((await overviews.look()).drift).toEqual(["policy.vip"]);
    expect(await overdue()).toEqual({
      "catch-up-tickets": false,
      "catch-up-organizations": true,
      "policy-drift": false,
      "full-compare": false,
      "of another version": false,
    });
  });
});
