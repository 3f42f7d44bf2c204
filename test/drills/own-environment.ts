import { onTestFinished } from "vitest";

import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { freshDatabase, freshRedis } from "../support/databases.ts";
import { environmentFor } from "../support/environment.ts";

/** A service's environment, with a Redis of its own. */
export async function ownEnvironment(sandbox: Sandbox, databaseUrl: string): Promise<Record<string, string>> {
  const { url } = await freshRedis();
  return { ...environmentFor(sandbox), DATABASE_URL: databaseUrl, REDIS_URL: url };
}

/** A database that is gone with the test: where it is. */
export async function ownDatabase(): Promise<string> {
  const { url, drop } = await freshDatabase();
  onTestFinished(drop);
  return url;
}
