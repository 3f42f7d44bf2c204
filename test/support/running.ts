import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { loadConfig } from "../../src/config.ts";
import { createLogger } from "../../src/logger.ts";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { type Role, type Service, startService } from "../../src/wiring.ts";
import { freshDatabase, freshRedis } from "./databases.ts";
import type { WebhookOptions } from "../../src/sandbox/webhook-options.ts";
import { environmentFor, zendeskSecret } from "./environment.ts";

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
  /** Whether the sandbox tells the service what happens in Zendesk. Default: it does not. */
  readonly webhooks?: boolean;
};

/** A sandbox and the whole service in this process, on a database and a Redis of its own. */
export async function startRunning({
  sandbox: options,
  role = "all",
  env: other,
  webhooks = false,
}: RunningOptions = {}): Promise<Running> {
  const sandbox = await startSandbox(options);
  const database = await freshDatabase();
  const redis = await freshRedis();
  const env = { ...environmentFor(sandbox), DATABASE_URL: database.url, REDIS_URL: redis.url, ...other };
  const service = await startServiceFor(env, role, options?.minuteMs);
  if (webhooks) sandbox.tellWebhooks([webhookOf(service)]);
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

/** The service of an environment; its minute is the sandbox's. */
export async function startServiceFor(
  env: Readonly<Record<string, string>>,
  role: Role = "all",
  minuteMs = 60_000,
): Promise<Service> {
  const config = loadConfig(env);
  const http = { ...config.http, drainMs: 0 };
  const zendesk = { ...config.zendesk, minuteMs };
  const level = process.env["LOG_LEVEL"] === "debug" ? "debug" : "silent";
  return await startService({ ...config, http, zendesk }, role, await createLogger(level));
}

/** Where the sandbox sends its events, so that the service believes them. */
function webhookOf(service: Service): WebhookOptions {
  return { url: `${service.url}/webhooks/zendesk`, secret: zendeskSecret };
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
