import { describe, expect, it, vi } from "vitest";
import type { JobFaultRule } from "../../src/sandbox/job-faults.ts";
import { calling } from "./calling.ts";
import type { Calling } from "./calling.ts";
import { atOnce, createMany, finished, names, shownJob } from "./jobs.ts";
import { soon } from "./soon.ts";

const struckBy = (...jobFaults: readonly JobFaultRule[]): Promise<Calling> =>
  calling({ jobs: atOnce, jobFaults });

const size = ({ sandbox }: Calling): number => sandbox.account.organizations.size;

/** How twenty jobs end, of which some are killed. */
async function endsOf(seed: number): Promise<string> {
  const jobFaults = [{ kind: "kill", share: 0.4 }] as const;
  await using zendesk = await calling({ jobs: atOnce, jobFaults, seed });
  const statuses = [];
  for (const organization of names(20)) {
    statuses.push((await finished(zendesk, await createMany(zendesk, [organization]))).status);
  }
  return statuses.join(" ");
}

describe("a fault of jobs", () => {
  it("rows-fail completes with a share of the rows undone, and says why", async () => {
    await using zendesk = await struckBy({
      kind: "rows-fail",
      rowShare: 0.3,
      error: "DatabaseConflict",
      details: "Try again",
    });

    const job = await finished(zendesk, await createMany(zendesk, names(10)));

    const failed = job.results?.filter(({ success }) => success === false);
    expect(job).toMatchObject({ status: "completed", progress: 10, total: 10 });
    expect(failed).toEqual(
      ["1", "2", "3"].map(() => ({
        action: "create",
        error: "DatabaseConflict",
        success: false,
        details: "Try again",
      })),
    );
    expect(size(zendesk)).toBe(7);
    expect(zendesk.sandbox.jobs).toMatchObject([{ rowsFailed: 3, faults: ["rows-fail"] }]);
  });

  it.each([
    ["fail", "failed", "The task failed because of an error: execution expired"],
    ["kill", "killed", expect.stringMatching(/^Killed at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+0000$/)],
  ] as const)("%s ends %s after a part was done, without a word on which", async (kind, status, message) => {
    await using zendesk = await struckBy({ kind, doneShare: 0.4 });

    const job = await finished(zendesk, await createMany(zendesk, names(10)));

    expect(job).toMatchObject({ status, progress: 4, total: 10, message, results: null });
    expect(size(zendesk)).toBe(4);
    expect(zendesk.sandbox.usage.jobs.inFlight).toBe(0);
  });

  it.each([
    [0.5, 5],
    [1, 10],
  ])("vanish does the share %s of the rows, and then nobody knows the job", async (doneShare, done) => {
    await using zendesk = await struckBy({ kind: "vanish", doneShare });

    const { id } = shownJob(await createMany(zendesk, names(10)));
    await vi.waitUntil(() => zendesk.sandbox.usage.jobs.inFlight === 0, soon);
    const shown = await zendesk.call("GET", `/api/v2/job_statuses/${id}`);
    const list = await zendesk.call("GET", "/api/v2/job_statuses");

    expect([shown.status, shown.body]).toEqual([404, { error: "RecordNotFound", description: "Not found" }]);
    expect(list.body).toMatchObject({ job_statuses: [] });
    expect(size(zendesk)).toBe(done);
    expect(zendesk.sandbox.jobs).toMatchObject([{ id, vanished: true }]);
  });

  it("stall keeps a job working for long, and then it goes on", async () => {
    await using zendesk = await struckBy({ kind: "stall", doneShare: 0.5, stallMs: 400 });

    const answer = await createMany(zendesk, names(4));
    await vi.waitUntil(() => size(zendesk) === 2, soon);
    const halted = shownJob(await zendesk.call("GET", `/api/v2/job_statuses/${shownJob(answer).id}`));
    const sizeThen = size(zendesk);
    const job = await finished(zendesk, answer);

    expect(halted).toMatchObject({ status: "working", progress: 2 });
    expect(sizeThen).toBe(2);
    expect(job).toMatchObject({ status: "completed", progress: 4 });
  });

  it("shuffle mixes the rows of the results, none lost and none twice", async () => {
    await using zendesk = await struckBy({ kind: "shuffle" });

    const { results } = await finished(zendesk, await createMany(zendesk, names(20)));

    const ids = (results ?? []).map(({ id }) => Number(id));
    const inOrder = zendesk.sandbox.account.organizations.list().map(({ id }) => id);
    expect(ids).not.toEqual(inOrder);
    expect(ids.toSorted((a, b) => a - b)).toEqual(inOrder);
  });

  it("strikes together with others", async () => {
    await using zendesk = await struckBy({ kind: "shuffle" }, { kind: "rows-fail", rowShare: 0.5 });

    const { results } = await finished(zendesk, await createMany(zendesk, names(6)));

    expect(results?.filter(({ status }) => status === "Created")).toHaveLength(3);
    expect(zendesk.sandbox.jobs).toMatchObject([{ faults: ["shuffle", "rows-fail"] }]);
  });

  it("strikes only the kind and the number of jobs that it is for", async () => {
    await using zendesk = await calling({ jobs: atOnce });
    zendesk.sandbox.tellJobFaults([
      { kind: "kill", work: "delete" },
      { kind: "fail", work: "create", times: 1 },
    ]);

    const ends = [];
    for (const organization of names(2)) {
      ends.push((await finished(zendesk, await createMany(zendesk, [organization]))).status);
    }
    const ids = zendesk.sandbox.account.organizations.list().map(({ id }) => id);
    const deletion = await zendesk.call("DELETE", `/api/v2/organizations/destroy_many?ids=${ids.join(",")}`);
    ends.push((await finished(zendesk, deletion)).status);

    expect(ends).toEqual(["failed", "completed", "killed"]);
    expect(zendesk.sandbox.jobFaults).toMatchObject([{ kind: "kill" }]);
  });

  it("strikes its share of the jobs, and the same ones for the same seed", async () => {
    const [first, again, other] = [await endsOf(7), await endsOf(7), await endsOf(8)];

    expect(first).toBe(again);
    expect(first).not.toBe(other);
    expect(first).toContain("completed");
    expect(first).toContain("killed");
  });
});
