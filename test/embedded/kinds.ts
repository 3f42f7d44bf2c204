import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { Redis } from "ioredis";
import { Client } from "pg";
import { expect } from "vitest";
import { findProcess } from "../../src/embedded/process-identity.ts";
import { startEmbeddedPostgres } from "../../src/embedded/start-embedded-postgres.ts";
import { startEmbeddedRedis } from "../../src/embedded/start-embedded-redis.ts";

export type Kind = (typeof KINDS)[number];

/** The two stores under one set of verbs: what holds for one holds for the other. */
export const KINDS = [
  {
    name: "postgres",
    start: startEmbeddedPostgres,
    async write(url: string, value: string): Promise<void> {
      await onPostgres(url, async (client) => {
        await client.query("CREATE TABLE IF NOT EXISTS kept (value text)");
        await client.query("INSERT INTO kept VALUES ($1)", [value]);
      });
    },
    async readAll(url: string): Promise<string[]> {
      return onPostgres(url, async (client) => {
        const { rows } = await client.query<{ value: string }>("SELECT value FROM kept");
        return rows.map((row) => row.value);
      });
    },
  },
  {
    name: "redis",
    start: startEmbeddedRedis,
    async write(url: string, value: string): Promise<void> {
      await onRedis(url, (redis) => redis.rpush("kept", value));
    },
    async readAll(url: string): Promise<string[]> {
      return onRedis(url, (redis) => redis.lrange("kept", 0, -1));
    },
  },
] as const;

export async function onPostgres<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function onRedis<T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

/** The process that serves this kind in a data directory, as its ledger has it. */
export function serverPid(dataDir: string, name: string): number {
  const ledger = JSON.parse(readFileSync(join(dataDir, `${name}.json`), "utf8")) as {
    server: { pid: number };
  };
  return ledger.server.pid;
}

/** SIGKILL, and wait until it is gone. */
export async function killServer(dataDir: string, name: string): Promise<void> {
  const pid = serverPid(dataDir, name);
  process.kill(pid, "SIGKILL");
  await expect.poll(() => findProcess(pid)).toBeUndefined();
}
