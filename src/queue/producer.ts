import type { Logger } from "pino";

import { crashPoint } from "../crash-points/crash-point.ts";
import type { WorkKey } from "../jobs/ports.ts";
import { laneOf, pausedCount } from "./lanes.ts";
import { openQueues } from "./open-queues.ts";

/** Says to the workers "look at this key". The store is the truth: a wake-up that is lost comes again with the sweep. */
export type Producer = {
  wake(keys: readonly WorkKey[]): Promise<void>;
  /** Stops all workers from taking new jobs for so long (milliseconds), or for as long as they are stopped already. */
  pause(forMs: number): Promise<void>;
  ping(): Promise<void>;
  close(): Promise<void>;
};

export function createProducer(redisUrl: string, log: Logger): Producer {
  const open = openQueues(redisUrl, log);
  const { redis, queues } = open;

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
      await open.close();
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
