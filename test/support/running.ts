import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { loadConfig } from "../../src/config.ts";
import { createLogger } from "../../src/logger.ts";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { type Role, type Service, startService } from "../../src/wiring.ts";
import { freshDatabase, freshRedis } from "./databases.ts";
import { environmentFor } from "./environment.ts";

export type Running = AsyncDisposable & {
  readonly url: string;
  readonly sandbox: Sandbox;
  readonly service: Service;
  readonly env: Readonly<Record<string, string>>;
};

export type RunningOptions = {
  readonly sandbox?: SandboxOptions;
  readonly role?: Role;
  readonly env?: Readonly<Record<string, string>>;
};

/** A sandbox and the whole service in this process, on a database and a Redis of its own. */
export async function startRunning({
  sandbox: options,
  role = "all",
  env: other,
}: RunningOptions = {}): Promise<Running> {
  const sandbox = await startSandbox(options);
  const database = await freshDatabase();
  const redis = await freshRedis();
  const env = { ...environmentFor(sandbox), DATABASE_URL: database.url, REDIS_URL: redis.url, ...other };
  const service = await startService(loadConfig(env), role, await createLogger("silent"));
  return {
    url: service.url ?? "",
    sandbox,
    service,
    env,
    async [Symbol.asyncDispose]() {
      await service.close();
      await sandbox.close();
      await database.drop();
    },
  };
}

export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), "los-test-"));
  return {
    path,
    async [Symbol.asyncDispose]() {
      await rm(path, { recursive: true, force: true });
    },
  };
}

/** Waits until `look` answers something other than undefined or false. */
export async function eventually<Value>(
  what: string,
  look: () => Value | undefined | false | Promise<Value | undefined | false>,
  withinMs = 20_000,
): Promise<Value> {
  const giveUpAt = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (performance.now() > giveUpAt) throw new Error(`within ${withinMs} ms there was not: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
