import { Redis } from "ioredis";
import { sql } from "kysely";

import { connectDatabase } from "../../src/store/database.ts";
import type { Artefact } from "./canaries.ts";

/** All that stands in a database, each table on its own. */
export async function tablesOf(databaseUrl: string): Promise<Artefact[]> {
  const db = connectDatabase(databaseUrl);
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public'`.execute(db);
  const artefacts: Artefact[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{
      text: string;
    }>`select one::text as text from ${sql.table(name)} as one`.execute(db);
    artefacts.push({ name: `table ${name}`, text: rows.map(({ text }) => text).join("\n") });
  }
  await db.destroy();
  return artefacts;
}

/** All that stands in a Redis, names and values. */
export async function keysOf(redisUrl: string): Promise<Artefact> {
  const redis = new Redis(redisUrl);
  const values: string[] = [];
  for (const key of await redis.keys("*")) values.push(key, JSON.stringify(await valueOf(redis, key)));
  redis.disconnect();
  return { name: "Redis", text: values.join("\n") };
}

async function valueOf(redis: Redis, key: string): Promise<unknown> {
  const type = await redis.type(key);
  switch (type) {
    case "string":
      return await redis.get(key);
    case "hash":
      return await redis.hgetall(key);
    case "list":
      return await redis.lrange(key, 0, -1);
    case "set":
      return await redis.smembers(key);
    case "zset":
      return await redis.zrange(key, "0", "-1", "WITHSCORES");
    case "stream":
      return await redis.xrange(key, "-", "+");
    default:
      throw new Error(`a ${type} in Redis cannot be read here`);
  }
}
