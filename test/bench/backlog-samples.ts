import { Redis } from "ioredis";
import { sql } from "kysely";

import { countPending } from "./backlog.ts";
import { usedMemory } from "./backlog-weight.ts";
import type { Stores } from "./bench-stores.ts";
import type { Child } from "./child-process.ts";
import { residentMb } from "./process-figures.ts";

export type Sample = {
  readonly t_s: number;
  readonly http_mb: number;
  readonly worker_mb: number;
  readonly redis_mb: number;
  readonly database_mb: number;
  readonly waiting_keys: number;
};

export type Sampling = { readonly samples: readonly Sample[]; stop(): Promise<void> };

const sampleEveryMs = 1000;
const megabyte = 1024 * 1024;

/** Looks every second at the processes and stores of a backlog. */
export function startSampling(
  { db, urls }: Stores,
  { http, worker }: Readonly<Record<"http" | "worker", Child>>,
): Sampling {
  const redis = new Redis(urls.redisUrl);
  const samples: Sample[] = [];
  const startedAt = performance.now();
  let looking = Promise.resolve();

  async function look(): Promise<void> {
    const { rows } = await sql<{ bytes: bigint }>`
      select pg_database_size(current_database()) as bytes`.execute(db);
    samples.push({
      t_s: Math.round((performance.now() - startedAt) / 1000),
      http_mb: Math.round(residentMb(http.pid)),
      worker_mb: Math.round(residentMb(worker.pid)),
      redis_mb: round((await usedMemory(redis)) / megabyte),
      database_mb: Math.round(Number(rows[0]?.bytes) / megabyte),
      waiting_keys: await countPending(db),
    });
  }

  const timer = setInterval(() => {
    looking = looking.then(look);
  }, sampleEveryMs);
  return {
    samples,
    async stop() {
      clearInterval(timer);
      await looking;
      redis.disconnect();
    },
  };
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
