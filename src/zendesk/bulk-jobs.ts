import { setTimeout as pause } from "node:timers/promises";

import type { ZendeskClient } from "node-zendesk";
import { z } from "zod";

import { crashPoint } from "../crash-points/crash-point.ts";
import { BadAnswer, type Exchange, Throttled } from "../jobs/refusals.ts";

/** A job of 100 rows takes some five to ten seconds; asking sooner is wasted (milliseconds). */
const firstPollMs = 2000;
const longestPollMs = 8000;

/** Zendesk takes so many bulk jobs at once, from everybody ("Rate limits"). */
const jobsInFlight = 30;

/** All our places are taken: jobs end every few seconds (milliseconds). */
const placeFreeAfterMs = 3000;

/** The shared places are out of reach (milliseconds). */
const placesBackAfterMs = 1000;

/** The results of some jobs are no list ("Job Statuses"); those of ours are. */
const jobStatus = z.object({
  id: z.string().min(1),
  status: z.string(),
  results: z.array(z.unknown()).nullish().catch(null),
});
type JobStatus = z.infer<typeof jobStatus>;
const startAnswer = z.object({ job_status: jobStatus });
const showManyAnswer = z.object({ result: z.object({ job_statuses: z.array(jobStatus) }) });

const running: ReadonlySet<string> = new Set(["queued", "working"]);

export type BulkJobs = {
  /**
   * Starts a bulk job by the call that is named, and waits for its end, well or not: completed, failed, killed, no longer
   * known, or too late. Answers what a completed one says of its rows.
   * @throws Throttled when too many are under way, or nobody can say how many are
   */
  run(asked: Exchange, start: () => Promise<unknown>): Promise<readonly unknown[] | undefined>;
};

/** Places for jobs under way, shared by all processes. */
export interface JobSlots {
  take(name: string, limit: number, forMs: number): Promise<string | undefined>;
  release(name: string, slot: string): Promise<void>;
}

export type BulkJobsOptions = {
  readonly slots: JobSlots;
  /** Share of Zendesk's places that is ours, above 0 and at most 1. */
  readonly share: number;
  /** A job that has not ended by then is not waited for any longer (milliseconds). */
  readonly patienceMs: number;
  /** Length of Zendesk's minute (milliseconds); another one only where time is compressed. */
  readonly minuteMs?: number;
};

/** Zendesk's bulk jobs. All that are under way are asked for in one call, with growing pauses. */
export function createBulkJobs(
  client: ZendeskClient,
  { slots, share, patienceMs, minuteMs = 60_000 }: BulkJobsOptions,
): BulkJobs {
  const ours = Math.max(1, Math.floor(jobsInFlight * share));
  const scale = minuteMs / 60_000;
  const waiting = new Map<string, (status: JobStatus | undefined) => void>();
  let isPolling = false;

  async function takePlace(): Promise<string | undefined> {
    try {
      return await slots.take("inflight-jobs", ours, patienceMs);
    } catch {
      const words = "the shared places for zendesk's bulk jobs are out of reach, so none is started";
      throw new Throttled(words, placesBackAfterMs, "account");
    }
  }

  async function poll(): Promise<void> {
    isPolling = true;
    let pauseMs = firstPollMs;
    while (waiting.size > 0) {
      await pause(pauseMs * scale);
      pauseMs = Math.min(pauseMs * 1.5, longestPollMs);
      const asked = [...waiting.keys()];
      const statuses = await listStatuses(asked).catch(() => undefined);
      for (const id of statuses ? asked : []) {
        const status = statuses?.find((one) => one.id === id);
        if (!status || !running.has(status.status)) end(id, status);
      }
    }
    isPolling = false;
  }

  function end(id: string, status?: JobStatus): void {
    const resolve = waiting.get(id);
    waiting.delete(id);
    resolve?.(status);
  }

  async function listStatuses(ids: readonly string[]): Promise<readonly JobStatus[]> {
    const answer: unknown = await client.jobstatuses.showMany([...ids]);
    return showManyAnswer.parse(answer).result.job_statuses;
  }

  async function runToEnd(asked: Exchange, start: () => Promise<unknown>): Promise<JobStatus | undefined> {
    crashPoint("before-bulk-job-start");
    const answer = await start();
    crashPoint("after-bulk-job-start");
    const parsed = startAnswer.safeParse(answer);
    if (!parsed.success) {
      const words = "zendesk did not say which bulk job it started";
      throw new BadAnswer(words, "zendesk-bad-answer", { ...asked, answer });
    }
    const { job_status: status } = parsed.data;
    if (!running.has(status.status)) return status;
    const { promise: ended, resolve } = Promise.withResolvers<JobStatus | undefined>();
    const timer = setTimeout(() => end(status.id), patienceMs);
    waiting.set(status.id, resolve);
    if (!isPolling) void poll();
    const last = await ended;
    clearTimeout(timer);
    return last;
  }

  return {
    async run(asked, start) {
      const slot = await takePlace();
      if (slot === undefined) {
        throw new Throttled("all our places for zendesk's bulk jobs are taken", placeFreeAfterMs, "key");
      }
      try {
        const last = await runToEnd(asked, start);
        crashPoint("after-bulk-job-end");
        return last?.status === "completed" ? (last.results ?? []) : undefined;
      } finally {
        // A place that is not given back is free again when its time is over.
        await slots.release("inflight-jobs", slot).catch(() => {});
      }
    },
  };
}
