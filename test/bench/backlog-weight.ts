import { Redis } from "ioredis";
import { sql } from "kysely";
import { pino } from "pino";

import { createProducer } from "../../src/queue/producer.ts";
import type { Database } from "../../src/store/database.ts";
import { clientIdOf } from "./bench-clients.ts";

/** What a backlog takes up in PostgreSQL, indexes and all (bytes). */
export type DatabaseWeight = {
  readonly database: number;
  readonly tables: Readonly<Record<string, { readonly rows: number; readonly bytes: number }>>;
};

const tables = ["messages", "statements", "clients", "work"] as const;

export async function weighDatabase(db: Database): Promise<DatabaseWeight> {
  const { rows } = await sql<{ bytes: bigint }>`select pg_database_size(current_database()) as bytes`.execute(
    db,
  );
  const weights = await Promise.all(
    tables.map(async (name) => {
      const table = await sql<{ rows: bigint; bytes: bigint }>`
        select (select count(*) from ${sql.table(name)}) as rows, pg_total_relation_size(${name}) as bytes`.execute(
        db,
      );
      const [{ rows: count, bytes } = { rows: 0n, bytes: 0n }] = table.rows;
      return [name, { rows: Number(count), bytes: Number(bytes) }] as const;
    }),
  );
  return { database: Number(rows[0]?.bytes), tables: Object.fromEntries(weights) };
}

/** What one key that waits takes up in Redis (bytes): so many are woken while nobody works. Leaves Redis empty. */
export async function weighWaitingKey(redisUrl: string, keys: number): Promise<number> {
  const redis = new Redis(redisUrl);
  const producer = createProducer(redisUrl, pino({ level: "silent" }));
  const before = await usedMemory(redis);
  for (let from = 0; from < keys; from += 1000) {
    const length = Math.min(1000, keys - from);
    await producer.wake(
      Array.from({ length }, (_, index) => ({ kind: "reconcile-client", key: clientIdOf(from + index) })),
    );
  }
  const after = await usedMemory(redis);
  await producer.close();
  await redis.flushall();
  redis.disconnect();
  return (after - before) / keys;
}

export async function usedMemory(redis: Redis): Promise<number> {
  const [, bytes = "0"] = /used_memory:(\d+)/.exec(await redis.info("memory")) ?? [];
  return Number(bytes);
}
