import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { JobFilter, Jobs } from "../../../src/operations/job.ts";
import { createJobs } from "../../../src/store/jobs/jobs.ts";
import { type Resumed, resumeRetries } from "../../../src/store/jobs/resume-retries.ts";
import { empty, freshStore, type Store } from "../fresh-store.ts";
import { somebodyWaits } from "../somebody-waits.ts";
import { fiveCauses, seedJobs, thousandFailed } from "./many-jobs.ts";

let store: Store;
let jobs: Jobs;
beforeAll(async () => {
  store = await freshStore();
  jobs = createJobs(store.db, { wake: () => {} });
});
beforeEach(async () => {
  await empty(store);
  await sql`truncate retries, retried restart identity`.execute(store.db);
});
afterAll(async () => await store[Symbol.asyncDispose]());

const [cause] = fiveCauses;

async function resume(signal = new AbortController().signal): Promise<Resumed> {
  return await resumeRetries(store.db, signal);
}

/** Re-runs whose process died two minutes ago, before it marked any of their jobs. */
async function leftUnmarked(...filters: readonly JobFilter[]): Promise<void> {
  for (const filter of filters) {
    await sql`
      insert into retries (at, operator, reason, filter)
      values (now() - interval '2 minutes', 'ada', 'its process died', ${JSON.stringify(filter)})`.execute(
      store.db,
    );
  }
}

/** Does it while somebody else holds the row of a job. */
async function whileHeld<Result>(key: string, act: () => Promise<Result>): Promise<Result> {
  return await store.db.transaction().execute(async (tx) => {
    await sql`select 1 from work where key = ${key} for update`.execute(tx);
    return await act();
  });
}

async function countByState(): Promise<Record<string, number>> {
  const { rows } = await sql<{ state: string; count: number }>`
    select state, count(*)::int as count from work group by state`.execute(store.db);
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

describe("a re-run whose process died while it marked its jobs", () => {
  it("goes on in another, a minute later", async () => {
    await seedJobs(store, [...thousandFailed, { key: "late", cause }]);
    await sql`
      insert into retries (at, operator, reason, filter) values
        (now() - interval '30 seconds', 'eve', 'still at it', '{}'),
        (now() - interval '61 seconds', 'ada', 'its process died', ${JSON.stringify({ cause })})`.execute(
      store.db,
    );
    await sql`update work set changed_at = now() - (key <> 'late')::int * interval '1 hour'`.execute(
      store.db,
    );

    expect(await resume()).toEqual({ retries: 1, failures: [] });
    expect(await resume()).toEqual({ retries: 0, failures: [] });

    expect(await jobs.findRetry("2")).toMatchObject({ state: "running", count: 200, waiting: 200 });
    expect(await jobs.findRetry("1")).toMatchObject({ state: "running", count: 0 });
    expect(await countByState()).toEqual({ pending: 200, failed: 601, conflict: 200 });
  });

  it("is gone on with by one of several, and the others do not wait for that one", async () => {
    await seedJobs(store, [{ key: "C-1" }]);
    await leftUnmarked({});

    const { first, second } = await whileHeld("C-1", async () => {
      const resuming = resume();
      await somebodyWaits(store.db);
      return { first: resuming, second: await resume() };
    });

    expect(second).toEqual({ retries: 0, failures: [] });
    expect(await first).toEqual({ retries: 1, failures: [] });
  });

  it("that cannot be gone on with does not keep others waiting", async () => {
    await seedJobs(store, [{ key: "C-1" }]);
    const noInteger = { attempts: 3_000_000_000 };
    await leftUnmarked({}, noInteger);

    expect(await resume()).toEqual({ retries: 1, failures: [expect.any(Error)] });

    expect(await jobs.findRetry("1")).toMatchObject({ state: "running", count: 1 });
  });

  it("is left to others after the jobs that are being marked when the process stops", async () => {
    const keys = Array.from({ length: 2500 }, (_, index) => `C-${index}`);
    await seedJobs(
      store,
      keys.map((key) => ({ key })),
    );
    await leftUnmarked({});
    const stopping = new AbortController();

    const { stopped } = await whileHeld("C-0", async () => {
      const resuming = resume(stopping.signal);
      await somebodyWaits(store.db);
      stopping.abort();
      return { stopped: resuming };
    });

    expect(await stopped).toEqual({ retries: 0, failures: [] });
    expect(await countByState()).toEqual({ pending: 1000, failed: 1500 });
    expect(await resume()).toEqual({ retries: 1, failures: [] });
    expect(await countByState()).toEqual({ pending: 2500 });
  });
});
