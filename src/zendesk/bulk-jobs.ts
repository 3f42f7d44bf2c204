import { setTimeout as pause } from "node:timers/promises";

import type { ZendeskClient } from "node-zendesk";
import { z } from "zod";

import { BadAnswer, Throttled } from "../jobs/refusals.ts";

/** A job of 100 rows takes some five to ten seconds; asking sooner is wasted (milliseconds). */
const firstPollMs = 2000;
const longestPollMs = 8000;

/** Zendesk takes so many bulk jobs at once, from everybody ("Rate limits"). */
const jobsInFlight = 30;

/** All our places are taken: jobs end every few seconds (milliseconds). */
const placeFreeAfterMs = 3000;

const jobStatus = z.object({ id: z.string().min(1), status: z.string() });
const startAnswer = z.object({ job_status: jobStatus });
const showManyAnswer = z.object({ result: z.object({ job_statuses: z.array(jobStatus) }) });

const running: ReadonlySet<string> = new Set(["queued", "working"]);

export type BulkJobs = {
  /**
   * Starts a bulk job and waits for its end, well or not: completed, failed, killed, or no longer known.
   * @throws Throttled when too many are under way
   */
  run(start: () => Promise<unknown>): Promise<void>;
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
  const waiting = new Map<string, () => void>();
  let isPolling = false;

  async function poll(): Promise<void> {
    isPolling = true;
    let pauseMs = firstPollMs;
    while (waiting.size > 0) {
      await pause(pauseMs * scale);
      pauseMs = Math.min(pauseMs * 1.5, longestPollMs);
      const asked = [...waiting.keys()].slice(0, 100);
      const stillRunning = await listRunning(asked).catch(() => asked);
      for (const id of asked) if (!stillRunning.includes(id)) end(id);
    }
    isPolling = false;
  }

  function end(id: string): void {
    const resolve = waiting.get(id);
    waiting.delete(id);
    resolve?.();
  }

  async function listRunning(ids: readonly string[]): Promise<string[]> {
    const answer: unknown = await client.organizations.get([
      "job_statuses",
      "show_many",
      { ids: ids.join(",") },
    ]);
    const { job_statuses } = showManyAnswer.parse(answer).result;
    return job_statuses.filter(({ status }) => running.has(status)).map(({ id }) => id);
  }

  async function runToEnd(start: () => Promise<unknown>): Promise<void> {
    const parsed = startAnswer.safeParse(await start());
    if (!parsed.success) {
      throw new BadAnswer("zendesk did not say which bulk job it started", "zendesk-bad-answer", {
        method: "POST",
        path: "/api/v2/organizations",
      });
    }
    const { id, status } = parsed.data.job_status;
    if (!running.has(status)) return;
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(() => end(id), patienceMs);
    waiting.set(id, resolve);
    if (!isPolling) void poll();
    await ended;
    clearTimeout(timer);
  }

  return {
    async run(start) {
      const slot = await slots.take("inflight-jobs", ours, patienceMs).catch(() => undefined);
      if (slot === undefined) {
        throw new Throttled("all our places for zendesk's bulk jobs are taken", placeFreeAfterMs, "key");
      }
      try {
        await runToEnd(start);
      } finally {
        // A place that is not given back is free again when its time is over.
        await slots.release("inflight-jobs", slot).catch(() => {});
      }
    },
  };
}
