import { describe, expect, it } from "vitest";

import { uncounted } from "../../src/zendesk/budget.ts";
import { type BulkJobs, createBulkJobs, type JobSlots } from "../../src/zendesk/bulk-jobs.ts";
import { createZendesk } from "../../src/zendesk/client.ts";
import { freeSlots } from "../support/free-slots.ts";
import { hearingLog } from "../support/hearing-log.ts";

describe("a place for a bulk job", () => {
  const asked = { method: "PUT", path: "/api/v2/tickets/update_many" };
  const completed = async (): Promise<object> => ({ job_status: { id: "V3-1", status: "completed" } });
  const client = createZendesk({
    url: "https://acme.zendesk.com",
    credentials: { kind: "api-token", email: "admin@acme.example", token: "token" },
    log: hearingLog().log,
    budget: uncounted,
  });
  const jobsWith = (slots: Partial<JobSlots>, share = 1): BulkJobs =>
    createBulkJobs(client, {
      slots: { ...freeSlots, ...slots },
      share,
      patienceMs: 1000,
    });
  const neverStarted = async (): Promise<never> => {
    throw new Error("it was started");
  };

  it.each([
    [1, 30],
    [0.5, 15],
    [0.01, 1],
  ])("is one of our share: with a share of %d, of %i", async (share, places) => {
    const taken: unknown[] = [];
    const take: JobSlots["take"] = async (...place) => {
      taken.push(place);
      return "a place";
    };

    await jobsWith({ take }, share).run(asked, completed);

    expect(taken).toEqual([["inflight-jobs", places, 1000]]);
  });

  it("is waited for when all are taken, by this kind of work only", async () => {
    const running = jobsWith({ take: async () => undefined }).run(asked, neverStarted);

    await expect(running).rejects.toMatchObject({
      name: "Throttled",
      message: "all our places for zendesk's bulk jobs are taken",
      scope: "key",
      retryAfterMs: 3000,
    });
  });

  it("that is out of reach has everybody wait, and says so", async () => {
    const take: JobSlots["take"] = async () => {
      throw new Error("connection is closed");
    };

    await expect(jobsWith({ take }).run(asked, neverStarted)).rejects.toMatchObject({
      name: "Throttled",
      message: "the shared places for zendesk's bulk jobs are out of reach, so none is started",
      scope: "account",
      retryAfterMs: 1000,
    });
  });

  it.each([
    ["when the job is over", completed],
    ["when it could not be started", neverStarted],
  ])("is given back %s", async (_when, start) => {
    const released: unknown[] = [];
    const release: JobSlots["release"] = async (...place) => void released.push(place);

    await jobsWith({ release })
      .run(asked, start)
      .catch(() => {});

    expect(released).toEqual([["inflight-jobs", "a place"]]);
  });

  it("that cannot be given back does not undo what the job did", async () => {
    const release: JobSlots["release"] = async () => {
      throw new Error("connection is closed");
    };

    await expect(jobsWith({ release }).run(asked, completed)).resolves.toEqual([]);
  });
});
