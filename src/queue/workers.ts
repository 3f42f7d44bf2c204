import { Worker } from "bullmq";
import type { Logger } from "pino";

import { crashPoint } from "../crash-points/crash-point.ts";
import type { Attempt } from "../jobs/attempt.ts";
import type { WorkKey, WorkKind } from "../jobs/ports.ts";
import { describeAttempt } from "./attempt-log.ts";
import { complaining } from "../redis/complaining.ts";
import { connectForWorking } from "../redis/connection.ts";
import { type Lane, lanes, pausedCount } from "./lanes.ts";

/** A key that keeps getting newer messages is looked at so often in a row before others get their turn. */
const roundsInARow = 3;

export type WorkersOptions = {
  readonly redisUrl: string;
  readonly log: Logger;
  /** Attempts the key, and whatever else may go with it; that of the key comes first. */
  readonly attempt: (key: WorkKey) => Promise<readonly Attempt[]>;
  readonly pause: (forMs: number) => Promise<void>;
  /** How many keys of each lane are looked at at a time. */
  readonly concurrency: Readonly<Record<Lane, number>>;
  /** How long a stop waits for attempts under way; longer than the deadline of a call to Zendesk. */
  readonly closeWithinMs?: number;
};

export type Workers = { close(): Promise<void> };

/**
 * Takes keys from the lanes and attempts them. Every BullMQ job succeeds: how the attempt ended, and when to look
 * again, is in the store, so that losing Redis loses nothing.
 */
export function startWorkers({
  redisUrl,
  log,
  attempt,
  pause,
  concurrency,
  closeWithinMs = 12_000,
}: WorkersOptions): Workers {
  const redis = connectForWorking(redisUrl, log);
  const tell = complaining(log, "worker.error");

  async function look(key: WorkKey): Promise<void> {
    for (let round = 1; round <= roundsInARow; round += 1) {
      const startedAt = performance.now();
      const results = await attempt(key);
      for (const result of results) describeAttempt(log, result, performance.now() - startedAt);
      const longest = Math.max(0, ...results.map((result) => result.pause?.forMs ?? 0));
      if (longest > 0) await pause(longest).catch(tell);
      if (!results[0]?.again) return;
    }
  }

  const workers = lanes.map((lane) => {
    const worker = new Worker<{ key: string }, void, WorkKind>(
      lane,
      async (job) => {
        crashPoint("after-job-taken");
        await look({ kind: job.name, key: job.data.key });
      },
      {
        connection: redis,
        concurrency: concurrency[lane],
        // Never reached by counting. Without a limiter a worker does not look whether the queue is paused (BullMQ 6.7).
        limiter: { max: pausedCount, duration: 1000 },
        // A paused worker that is closed may sit out this much of the pause: 30 s by default.
        maximumRateLimitDelay: 1000,
        // A killed worker's jobs are taken over after at most the lock and two checks: the defaults took 60 to 92 s.
        lockDuration: 5000,
        stalledInterval: 2000,
        // Being killed is not the job's fault; the store counts attempts.
        maxStalledCount: 1000,
        // 15 s by default: how long a worker waits after losing its connection.
        runRetryDelay: 1000,
        drainDelay: 2,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
      },
    );
    worker.on("error", tell);
    worker.on("failed", (_job, err) => tell(err));
    return worker;
  });

  return {
    async close() {
      const closed = Promise.all(workers.map((worker) => worker.close()));
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, closeWithinMs);
      await Promise.race([closed, late]);
      clearTimeout(timer);
      redis.disconnect();
    },
  };
}
