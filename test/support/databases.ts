import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { Client } from "pg";
import { inject } from "vitest";

/** A new, empty PostgreSQL database that nobody else uses. */
export async function freshDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await administer(`CREATE DATABASE ${name}`);

  const url = new URL(inject("databaseUrl"));
  url.pathname = name;
  return { url: url.href, drop: () => administer(`DROP DATABASE ${name} WITH (FORCE)`) };
}

/** An empty Redis database that nobody else uses: the next number, counted in database 0. */
export async function freshRedis(): Promise<{ url: string }> {
  const redis = new Redis(inject("redisUrl"));
  try {
    const number = await redis.incr("databases handed out");
    await redis.select(number);
    await redis.flushdb();
    return { url: `${inject("redisUrl")}/${number}` };
  } finally {
    redis.disconnect();
  }
}

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: inject("databaseUrl") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
