import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { Redis } from "ioredis";
import { Client } from "pg";
import { describe, expect, it } from "vitest";

import { onboarding, post } from "../support/accounting.ts";
import { ownRedis } from "../support/own-redis.ts";
import { eventually, type Running, startRunning } from "../support/running.ts";

function hasOrganization({ sandbox }: Running, clientId: string): boolean {
  return sandbox.account.organizations.list().some(({ external_id }) => external_id === clientId);
}

async function database({ env }: Running): Promise<Client> {
  const client = new Client({ connectionString: env["DATABASE_URL"]! });
  await client.connect();
  return client;
}

describe("while the disk of the database is full", () => {
  it("messages are refused in words that bring senders back, and taken once there is room", async () => {
    await using running = await startRunning();
    const client = await database(running);
    // What PostgreSQL says when a file cannot grow: SQLSTATE 53100.
    await client.query(`
      create function full_disk() returns trigger language plpgsql as
      $$ begin raise 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
      create trigger full_disk before insert on messages for each statement execute function full_disk()`);
    const [notification] = onboarding("C-1");

    const refused = await Promise.all([1, 2, 3].map(async () => await post(running.url, notification)));
    await client.query("drop trigger full_disk on messages");
    await client.end();
    const taken = await post(running.url, notification);

    for (const reply of refused)
      expect(reply).toMatchObject({ status: 503, retryAfter: "30", body: { code: "not-durable" } });
    expect(taken).toMatchObject({ status: 202, body: { duplicate: false } });
    await eventually("its organization", () => hasOrganization(running, "C-1"));
  });
});

/** How Redis comes to refuse every write, and how it gets over it. */
const refusals: readonly (readonly [
  string,
  (redis: Redis) => Promise<unknown>,
  (redis: Redis) => Promise<unknown>,
])[] = [
  [
    "OOM",
    async (redis) => await redis.config("SET", "maxmemory", "1"),
    async (redis) => await redis.config("SET", "maxmemory", "0"),
  ],
  [
    "MISCONF",
    async (redis) => {
      const [, folder = ""] = await redis.config("GET", "dir");
      const [, file = ""] = await redis.config("GET", "dbfilename");
      // A folder stands where the file belongs, so that it cannot be saved.
      await mkdir(join(folder, file, "in-the-way"), { recursive: true });
      await redis.config("SET", "save", "3600 1");
      await redis.bgsave();
      await eventually("a failure to save", async () =>
        (await redis.info("persistence")).includes("rdb_last_bgsave_status:err"),
      );
    },
    async (redis) => await redis.config("SET", "stop-writes-on-bgsave-error", "no"),
  ],
];

describe("while Redis refuses every write", () => {
  it.each(refusals)(
    "(%s) messages are taken, and take effect once it is over",
    async (word, fill, free) => {
      const own = await ownRedis();
      await own.start();
      await using running = await startRunning({ env: { REDIS_URL: own.url } });
      const redis = new Redis(own.url);
      await fill(redis);
      await expect(redis.set("one", "more")).rejects.toThrow(word);

      const replies = [];
      for (const message of onboarding("C-1")) replies.push(await post(running.url, message));
      await free(redis);
      redis.disconnect();

      expect(replies.map(({ status }) => status)).toEqual([202, 202, 202]);
      await eventually("its organization", () => hasOrganization(running, "C-1"), 60_000);
    },
    90_000,
  );
});
