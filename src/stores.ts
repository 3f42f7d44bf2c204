import type { Config } from "./config.ts";
import { startEmbeddedPostgres } from "./embedded/start-embedded-postgres.ts";
import { startEmbeddedRedis } from "./embedded/start-embedded-redis.ts";

export type StoreUrls = { readonly databaseUrl: string; readonly redisUrl: string };

/** The stores of the configuration, or of our own where it names none; those are closed with `open`. */
export async function openStores(
  { databaseUrl, redisUrl, dataDir }: Pick<Config, "databaseUrl" | "redisUrl" | "dataDir">,
  open: AsyncDisposableStack,
  log: (message: string) => void,
): Promise<StoreUrls> {
  const [postgres, redis] = await Promise.allSettled([
    databaseUrl === undefined ? startEmbeddedPostgres({ dataDir, log }) : { url: databaseUrl },
    redisUrl === undefined ? startEmbeddedRedis({ dataDir, log }) : { url: redisUrl },
  ]);
  for (const store of [postgres, redis]) {
    if (store.status === "fulfilled" && "close" in store.value) open.defer(store.value.close);
  }
  if (postgres.status === "rejected") throw postgres.reason;
  if (redis.status === "rejected") throw redis.reason;
  return { databaseUrl: postgres.value.url, redisUrl: redis.value.url };
}
