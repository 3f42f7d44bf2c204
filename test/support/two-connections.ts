import { Redis } from "ioredis";
import { onTestFinished } from "vitest";
import { freshRedis } from "./databases.ts";

/** Connections to one empty Redis database, as two processes have them; they end with the test. */
export async function twoConnections(): Promise<readonly [Redis, Redis]> {
  const { url } = await freshRedis();
  const connections = [new Redis(url), new Redis(url)] as const;
  onTestFinished(() => connections.forEach((redis) => redis.disconnect()));
  return connections;
}
