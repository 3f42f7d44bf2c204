import { describe, expect, it, vi } from "vitest";
import { calling, clockAt } from "./calling.ts";
import { atOnce, createMany, names, shownJob } from "./jobs.ts";

describe("ten exports a minute", () => {
  it("is an allowance of its own, told in a header of its own", async () => {
    const clock = clockAt("2026-11-20T15:00:20Z");
    await using zendesk = await calling({ now: clock.now });
    const ask = (): ReturnType<typeof zendesk.call> =>
      zendesk.call("GET", "/api/v2/incremental/organizations.json?start_time=0");
    const bucket = "zendesk-ratelimit-incremental-exports";

    const first = await ask();
    for (let count = 2; count <= 10; count += 1) await ask();
    const refused = await ask();
    clock.set("2026-11-20T15:01:00Z");
    const later = await ask();

    expect([first.status, first.headers.get(bucket)]).toEqual([200, "total=10; remaining=9; resets=40"]);
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("40");
    expect(refused.headers.get(bucket)).toBe("total=10; remaining=0; resets=40");
    expect(refused.headers.get("ratelimit-remaining")).toBe("689");
    expect(refused.body).toEqual({
      error: "APIRateLimitExceeded",
      description: "Number of allowed incremental export API requests per minute exceeded",
    });
    expect(later.status).toBe(200);
  });
});

describe("thirty jobs at once", () => {
  it("is what the account queues or runs, told in each answer of bulk work", async () => {
    await using zendesk = await calling({ jobs: { startDelayMs: 60_000, maxInFlight: 2 } });
    const bucket = "zendesk-ratelimit-inflight-jobs";

    const [first, second] = [await createMany(zendesk, names(1)), await createMany(zendesk, names(1))];
    const refused = await createMany(zendesk, names(1));

    expect(first.headers.get(bucket)).toBe("total=2; remaining=1; resets=60");
    expect(second.headers.get(bucket)).toBe("total=2; remaining=0; resets=60");
    expect(refused.status).toBe(429);
    expect(refused.headers.get(bucket)).toBe("total=2; remaining=0; resets=60");
    expect(refused.headers.get("retry-after")).toBe("60");
    expect(refused.body).toEqual({
      error: "TooManyJobs",
      description:
        "Too many OrganizationBulkCreateJob jobs are currently queued or running. Try again later.",
      current_job_ids: [shownJob(first).id, shownJob(second).id],
    });
    expect(zendesk.sandbox.usage).toMatchObject({
      jobs: { inFlight: 2, maxInFlight: 2 },
      refused: { account: 0, jobs: 1 },
    });
    expect(zendesk.sandbox.calls.at(-1)).toMatchObject({ applied: false, limit: "jobs" });
  });

  it("is free again when a job has ended", async () => {
    await using zendesk = await calling({ jobs: { ...atOnce, maxInFlight: 1 } });

    await createMany(zendesk, names(1));
    await vi.waitUntil(() => zendesk.sandbox.usage.jobs.inFlight === 0);
    const { status } = await createMany(zendesk, [{ name: "Acme" }]);

    expect(status).toBe(200);
  });
});
