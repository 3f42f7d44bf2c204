import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import type { EmbeddedStore } from "../../src/embedded/embedded-store.ts";
import { startEmbeddedPostgres } from "../../src/embedded/start-embedded-postgres.ts";
import { startEmbeddedRedis } from "../../src/embedded/start-embedded-redis.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The PostgreSQL of this run. Tests take a database of their own: `freshDatabase`. */
    databaseUrl: string;
    /** The Redis of this run. Tests take a numbered database of their own: `freshRedis`. */
    redisUrl: string;
  }
}

let dataDir: string;
const stores: EmbeddedStore[] = [];

/** One PostgreSQL and one Redis for the whole run, in a directory that goes with it. */
export async function setup(project: TestProject): Promise<void> {
  dataDir = await mkdtemp(join(tmpdir(), "los-test-stores-"));
  // Nobody misses this data after a power cut.
  const unsafe = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
  const postgres = await startEmbeddedPostgres({ dataDir, settings: unsafe });
  stores.push(postgres);
  const redis = await startEmbeddedRedis({ dataDir, settings: { appendfsync: "no", databases: "4096" } });
  stores.push(redis);
  project.provide("databaseUrl", postgres.url);
  project.provide("redisUrl", redis.url);
}

export async function teardown(): Promise<void> {
  await Promise.all(stores.map((store) => store.close()));
  await rm(dataDir, { recursive: true, force: true });
}
