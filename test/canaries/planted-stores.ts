import { Redis } from "ioredis";
import { sql } from "kysely";
import { inject, onTestFinished } from "vitest";

import { connectDatabase } from "../../src/store/database.ts";
import { freshDatabase, freshRedis } from "../support/databases.ts";
import { type Proxy, startProxy } from "../support/proxy.ts";
import type { Cage } from "./canaries.ts";

export type PlantedStores = {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** The same without a canary and without the wires, to look at them. */
  readonly inside: { readonly databaseUrl: string; readonly redisUrl: string };
  /** To cut both off. */
  readonly wires: readonly Proxy[];
};

/** A PostgreSQL and a Redis whose users have canaries for passwords, each behind a wire; they go with the test. */
export async function plantedStores(cage: Cage): Promise<PlantedStores> {
  const withRole = await ownRole(cage.plant("DATABASE_URL"));
  const database = await freshDatabase();
  onTestFinished(database.drop);
  const redis = await freshRedis();
  const wires = [await startProxy(database.url), await startProxy(redis.url)] as const;
  onTestFinished(async () => {
    for (const wire of wires) await wire[Symbol.asyncDispose]();
  });
  return {
    databaseUrl: wires[0].inFrontOf(withRole(database.url)),
    redisUrl: wires[1].inFrontOf(await withOwnUser(redis.url, cage.plant("REDIS_URL"))),
    inside: { databaseUrl: database.url, redisUrl: redis.url },
    wires,
  };
}

/** It can be dropped once what it made is. */
async function ownRole(password: string): Promise<(url: string) => string> {
  const role = `keeper_${process.pid}`;
  const db = connectDatabase(inject("databaseUrl"));
  await sql`create role ${sql.id(role)} superuser login password ${sql.lit(password)}`.execute(db);
  onTestFinished(async () => {
    await sql`drop role ${sql.id(role)}`.execute(db);
    await db.destroy();
  });
  return (url) => withUser(url, role, password);
}

async function withOwnUser(url: string, password: string): Promise<string> {
  const user = `keeper-${process.pid}`;
  const redis = new Redis(inject("redisUrl"));
  await redis.call("ACL", "SETUSER", user, "on", `>${password}`, "~*", "&*", "+@all");
  onTestFinished(async () => {
    await redis.call("ACL", "DELUSER", user);
    redis.disconnect();
  });
  return withUser(url, user, password);
}

function withUser(url: string, user: string, password: string): string {
  const own = new URL(url);
  own.username = user;
  own.password = password;
  return own.href;
}
