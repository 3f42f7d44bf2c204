import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { calling, clockAt } from "./calling.ts";
import type { Calling } from "./calling.ts";
import { atOnce, createMany, finished, names, shownJob } from "./jobs.ts";
import type { ShownJob } from "./jobs.ts";
import { soon } from "./soon.ts";

const statuses = "/api/v2/job_statuses";
const listOf = (body: unknown): readonly ShownJob[] =>
  (body as { readonly job_statuses: readonly ShownJob[] }).job_statuses;

const idsOf = (body: unknown): readonly string[] => listOf(body).map(({ id }) => id);

const show = async (zendesk: Calling, id: string): Promise<ShownJob> =>
  shownJob(await zendesk.call("GET", `${statuses}/${id}`));

describe("a job", () => {
  it("is queued, works row by row, and completes with a row for each", async () => {
    const { now } = clockAt("2026-11-20T15:04:05.6Z");
    await using zendesk = await calling({ now, jobs: { startDelayMs: 40, rowsPerSecond: 25 } });

    const queued = shownJob(await createMany(zendesk, names(10)));
    await vi.waitUntil(() => zendesk.sandbox.account.organizations.size > 2, soon);
    const working = await show(zendesk, queued.id);
    await vi.waitUntil(() => zendesk.sandbox.usage.jobs.inFlight === 0, soon);
    const completed = await show(zendesk, queued.id);

    expect(queued.id).toMatch(/^V3-[0-9a-f]{32}$/);
    expect(queued).toMatchObject({ status: "queued", total: 10, progress: null, message: null });
    expect(working).toMatchObject({
      status: "working",
      total: 10,
      message: `Creating organization #${working.progress}`,
      results: null,
    });
    expect(working.progress).toBeGreaterThan(2);
    expect(working.progress).toBeLessThan(10);
    expect(completed).toMatchObject({
      status: "completed",
      progress: 10,
      message: "Completed at 2026-11-20 15:04:05 +0000",
    });
    expect(completed.results).toHaveLength(10);
  });

  it("says what it is about before its first row", async () => {
    await using zendesk = await calling({ jobs: { startDelayMs: 0, rowsPerSecond: 1 } });

    const { id } = shownJob(await createMany(zendesk, names(1)));
    await delay(20);

    expect(await show(zendesk, id)).toMatchObject({
      status: "working",
      progress: 0,
      message: "Creating Organizations",
    });
  });

  it("stops when the sandbox is reset or closed", async () => {
    const zendesk = await calling({ jobs: { startDelayMs: 200, rowsPerSecond: Infinity } });

    const { id } = shownJob(await createMany(zendesk, names(3)));
    zendesk.sandbox.reset();
    const afterwards = await zendesk.call("GET", `${statuses}/${id}`);
    await createMany(zendesk, names(3));
    await zendesk.sandbox.close();
    await delay(250);

    expect(afterwards.status).toBe(404);
    expect(zendesk.sandbox.account.organizations.size).toBe(0);
  });

  it("can have an address on another host than the one that is called", async () => {
    await using zendesk = await calling({ jobs: { urlOrigin: "https://other.zendesk.com" } });

    const { id, url } = shownJob(await createMany(zendesk, names(1)));

    expect(url).toBe(`https://other.zendesk.com/api/v2/job_statuses/${id}.json`);
    expect((await show(zendesk, id)).url).toBe(url);
  });

  it("is known for a day, and then not found", async () => {
    const clock = clockAt("2026-11-20T15:00:00Z");
    await using zendesk = await calling({ now: clock.now, jobs: atOnce });

    const { id } = await finished(zendesk, await createMany(zendesk, names(1)));
    clock.set("2026-11-21T14:59:59Z");
    const before = await show(zendesk, id);
    clock.set("2026-11-21T15:00:00Z");
    const after = await zendesk.call("GET", `${statuses}/${id}`);
    const list = await zendesk.call("GET", statuses);

    expect(before.status).toBe("completed");
    expect([after.status, after.body]).toEqual([404, { error: "RecordNotFound", description: "Not found" }]);
    expect(listOf(list.body)).toEqual([]);
  });

  it("is told in the record of calls, with how many rows were sent and the first of them", async () => {
    await using zendesk = await calling({ jobs: atOnce });

    const { id } = await finished(zendesk, await createMany(zendesk, names(50)));

    expect(zendesk.sandbox.calls[0]).toMatchObject({
      method: "POST",
      applied: true,
      jobId: id,
      body: { organizations: { count: 50, first: { name: "Organization 1" } } },
    });
    expect(zendesk.sandbox.calls.at(-1)).toMatchObject({ method: "GET", applied: false, jobId: id });
  });

  it("was queued also when the answer got lost", async () => {
    await using zendesk = await calling({ jobs: atOnce, faults: [{ kinds: ["reset-after"], times: 1 }] });

    await expect(createMany(zendesk, names(2))).rejects.toThrow("fetch failed");
    await vi.waitUntil(() => zendesk.sandbox.account.organizations.size === 2, soon);

    expect(zendesk.sandbox.calls).toMatchObject([{ status: null, applied: true, fault: "reset-after" }]);
    expect(zendesk.sandbox.jobs).toMatchObject([{ kind: "create", status: "completed", total: 2 }]);
  });
});

describe("the list of jobs", () => {
  it("shows many by their ids, those that it does not know left out, a hundred at most", async () => {
    await using zendesk = await calling({ jobs: atOnce });
    const first = await finished(zendesk, await createMany(zendesk, names(1)));
    const second = await finished(zendesk, await createMany(zendesk, [{ name: "Acme" }]));
    const showMany = (ids: readonly string[]): ReturnType<typeof zendesk.call> =>
      zendesk.call("GET", `${statuses}/show_many.json?ids=${ids.join(",")}`);

    const known = await showMany([second.id, `V3-${"0".repeat(32)}`, first.id]);
    const tooMany = await showMany(Array.from({ length: 101 }, (_, index) => `V3-${index}`));

    expect(listOf(known.body)).toEqual([second, first]);
    expect([tooMany.status, tooMany.body]).toMatchObject([400, { error: "TooManyValues" }]);
  });

  it("has the latest first, by cursor too", async () => {
    await using zendesk = await calling({ jobs: atOnce });
    const ids: string[] = [];
    for (const organization of names(3)) {
      ids.unshift((await finished(zendesk, await createMany(zendesk, [organization]))).id);
    }

    const all = await zendesk.call("GET", statuses);
    const page = await zendesk.call("GET", `${statuses}?page[size]=2`);
    const { meta } = page.body as { readonly meta: { readonly after_cursor: string } };
    const rest = await zendesk.call("GET", `${statuses}?page[size]=2&page[after]=${meta.after_cursor}`);

    expect(idsOf(all.body)).toEqual(ids);
    expect([...idsOf(page.body), ...idsOf(rest.body)]).toEqual(ids);
  });
});
