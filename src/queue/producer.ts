import { Queue } from "bullmq";
import type { Logger } from "pino";

import { crashPoint } from "../crash-points/crash-point.ts";
import type { WorkKey } from "../jobs/ports.ts";
import { complaining } from "../redis/complaining.ts";
import { connectForSending } from "../redis/connection.ts";
import { laneOf, lanes, pausedCount } from "./lanes.ts";

/** Says to the workers "look at this key". The store is the truth: a wake-up that is lost comes again with the sweep. */
export type Producer = {
  wake(keys: readonly WorkKey[]): Promise<void>;
  /** Stops all workers from taking new jobs for so long (milliseconds), or for as long as they are stopped already. */
  pause(forMs: number): Promise<void>;
  ping(): Promise<void>;
  close(): Promise<void>;
};

export function createProducer(redisUrl: string, log: Logger): Producer {
  const redis = connectForSending(redisUrl, log);
  const tell = complaining(log, "queue.unavailable");
  const queues = lanes.map((lane) => {
    const queue = new Queue(lane, {
      connection: redis,
      // Both or neither: with the version check on, a Redis that is away at start poisons the queue for good (BullMQ 6.7).
      skipWaitingForReady: true,
      skipVersionCheck: true,
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
    });
    queue.on("error", tell);
    return queue;
  });

  return {
    async wake(keys) {
      for (const queue of queues) {
        const jobs = keys
          .filter((key) => laneOf(key.kind) === queue.name)
          .map(({ kind, key }) => ({ name: kind, data: { key }, opts: { jobId: jobIdOf({ kind, key }) } }));
        if (jobs.length > 0) await queue.addBulk(jobs);
      }
      crashPoint("after-wake-sent");
    },
    async pause(forMs) {
      for (const queue of queues) {
        const leftMs = await queue.getRateLimitTtl(pausedCount);
        if (leftMs < forMs) await queue.rateLimit(Math.ceil(forMs));
      }
    },
    async ping() {
      await redis.ping();
    },
    async close() {
      for (const queue of queues) await queue.close();
      redis.disconnect();
    },
  };
}

/**
 * One key has one job: a key that is waiting already is not queued again, so a million messages about a thousand
 * clients are a thousand jobs. BullMQ refuses ":" in an id, and ids that are whole numbers.
 */
function jobIdOf({ kind, key }: WorkKey): string {
  return `${kind}.${encodeURIComponent(key)}`;
}
