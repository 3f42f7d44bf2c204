import { Redis } from "ioredis";

export type RedisFacts = {
  readonly version: string;
  /** Undefined when the server does not tell: managed ones often forbid CONFIG. */
  readonly evictionPolicy: string | undefined;
};

const answersWithinMs = 3000;

/** What we need to know of a Redis before trusting it with a queue. Throws when it does not answer within 3 s. */
export async function inspectRedis(url: string): Promise<RedisFacts> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1, retryStrategy: () => null });
  const { promise: failed, reject } = Promise.withResolvers<never>();
  // What commands fail with afterwards says only that the connection is closed.
  redis.on("error", reject);
  const timer = setTimeout(
    () => reject(new Error(`redis did not answer within ${answersWithinMs / 1000} s`)),
    answersWithinMs,
  );
  try {
    return await Promise.race([failed, ask(redis)]);
  } finally {
    clearTimeout(timer);
    redis.disconnect();
  }
}

async function ask(redis: Redis): Promise<RedisFacts> {
  await redis.connect();
  const info = await redis.info("server");
  const [, version = "unknown"] = /redis_version:(\S+)/.exec(info) ?? [];
  const policy = await redis.config("GET", "maxmemory-policy").catch(() => undefined);
  return { version, evictionPolicy: Array.isArray(policy) ? String(policy[1]) : undefined };
}
