import { Queue } from "bullmq";
import type { Logger } from "pino";

import { complaining } from "../redis/complaining.ts";
import { connectForSending } from "../redis/connection.ts";
import { lanes } from "./lanes.ts";

export type OpenQueues = {
  readonly redis: ReturnType<typeof connectForSending>;
  /** One for each lane, by its name. */
  readonly queues: readonly Queue[];
  close(): Promise<void>;
};

/** The queues of all lanes on one connection, for whoever adds to them or looks at them; workers have their own. */
export function openQueues(redisUrl: string, log: Logger): OpenQueues {
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
    redis,
    queues,
    async close() {
      for (const queue of queues) await queue.close();
      redis.disconnect();
    },
  };
}
