import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { Redis } from "ioredis";
import { describe, expect, it } from "vitest";

import { requireSafe } from "../../src/cli/require-safe.ts";
import { type Config, InvalidConfig, loadConfig } from "../../src/config.ts";
import { accountingSecret } from "../support/accounting.ts";
import { ownRedis } from "../support/own-redis.ts";
import { temporaryFolder } from "../support/running.ts";

const published = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";
const ours = {
  ZENDESK_URL: "https://acme.zendesk.com",
  ZENDESK_OAUTH_CLIENT_ID: "los",
  ZENDESK_OAUTH_CLIENT_SECRET: "hush",
  ZENDESK_WEBHOOK_SECRETS: "one",
  ACCOUNTING_WEBHOOK_SECRETS: accountingSecret,
};
const sandbox = { ZENDESK_URL: "http://127.0.0.1:4010" };

function configOf(other: Readonly<Record<string, string>> = {}): Config {
  return loadConfig({ ...ours, ...other });
}

async function problemsOf(config: Config, envFile = "/nowhere/.env"): Promise<readonly string[]> {
  return await requireSafe(config, envFile).then(
    () => [],
    (err: unknown) => {
      if (err instanceof InvalidConfig) return err.problems;
      throw err;
    },
  );
}

describe("a service that is started", () => {
  it("takes no secret that Zendesk publishes, but against a sandbox", async () => {
    const ZENDESK_WEBHOOK_SECRETS = `one,${published}`;

    expect(await problemsOf(configOf({ ZENDESK_WEBHOOK_SECRETS }))).toEqual([
      expect.stringMatching(/^ZENDESK_WEBHOOK_SECRETS: has the secret that Zendesk publishes/),
    ]);
    expect(await problemsOf(configOf({ ZENDESK_WEBHOOK_SECRETS, ...sandbox }))).toEqual([]);
  });

  it("keeps no secrets where everybody can read them, but against a sandbox", async () => {
    await using folder = await temporaryFolder();
    const envFile = join(folder.path, ".env");
    await writeFile(envFile, "", { mode: 0o644 });
    await chmod(envFile, 0o644);

    expect(await problemsOf(configOf(), envFile)).toEqual([expect.stringContaining(`chmod 600 ${envFile}`)]);
    expect(await problemsOf(configOf(sandbox), envFile)).toEqual([]);
    await chmod(envFile, 0o600);
    expect(await problemsOf(configOf(), envFile)).toEqual([]);
  });

  it("stands on no Redis that throws keys away; one that is away may come back", async () => {
    const redis = await ownRedis();
    await redis.start();
    const client = new Redis(redis.url);
    await client.config("SET", "maxmemory-policy", "allkeys-lru");

    expect(await problemsOf(configOf({ REDIS_URL: redis.url }))).toEqual([
      expect.stringMatching(/^REDIS_URL: .*allkeys-lru.*noeviction$/),
    ]);
    await client.config("SET", "maxmemory-policy", "noeviction");
    client.disconnect();
    expect(await problemsOf(configOf({ REDIS_URL: redis.url }))).toEqual([]);
    expect(await problemsOf(configOf({ REDIS_URL: "redis://127.0.0.1:1" }))).toEqual([]);
  });
});
