import { Redis } from "ioredis";
import type { Logger } from "pino";

import { complaining } from "./complaining.ts";

/**
 * A connection for whoever must not wait: commands fail at once while Redis is away, and within `commandTimeout` when it
 * hangs. (BullMQ guide, "Going to production".)
 */
export function connectForSending(url: string, log: Logger): Redis {
  return connect(url, log, { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 1500 });
}

/** A connection for a worker: blocking reads have no time-out, and reconnecting never gives up. */
export function connectForWorking(url: string, log: Logger): Redis {
  return connect(url, log, { maxRetriesPerRequest: null });
}

function connect(
  url: string,
  log: Logger,
  options: { enableOfflineQueue?: boolean; maxRetriesPerRequest: number | null; commandTimeout?: number },
): Redis {
  const redis = new Redis(url, {
    ...options,
    connectTimeout: 3000,
    keepAlive: 10_000,
    connectionName: "los-sync",
    retryStrategy: (times) => Math.min(50 * 2 ** times, 1000),
    reconnectOnError: (err) => /READONLY|UNBLOCKED/.test(err.message),
  });
  redis.on("error", complaining(log, "redis.unavailable"));
  return redis;
}
