import { defaultCredentials } from "../../src/sandbox/credentials.ts";
import type { StoreUrls } from "../../src/stores.ts";
import { environmentFor } from "../support/environment.ts";

/** The environment of a service on these stores and on the sandbox at this address. */
export function benchEnvironment(url: string, { databaseUrl, redisUrl }: StoreUrls): Record<string, string> {
  return {
    ...environmentFor({ url, credentials: defaultCredentials }),
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    LOG_LEVEL: "warn",
  };
}
