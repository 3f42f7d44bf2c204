import { Client } from "pg";
import { describe, expect, it } from "vitest";

import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { rollingRestarts } from "../bench/rolling-restarts.ts";
import { freshDatabase, freshRedis } from "../support/databases.ts";
import { environmentFor } from "../support/environment.ts";

describe("two processes behind a balancer, each replaced twice while messages come in", () => {
  it("break none of them, and keep all that they answer 202", async () => {
    await using open = new AsyncDisposableStack();
    const sandbox = await startSandbox();
    open.defer(async () => await sandbox.close());
    const [database, redis] = [await freshDatabase(), await freshRedis()];
    open.defer(async () => await database.drop());
    const env = { ...environmentFor(sandbox), DATABASE_URL: database.url, REDIS_URL: redis.url };

    const { sent, restarts } = await rollingRestarts({ way: "balancer", restarts: 4, perSecond: 100, env });

    expect(restarts.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
    // On a machine that is too busy a message may not be durable in time, restart or no restart.
    const broken = sent.filter(({ saw }) => saw !== 202 && saw !== "503 not-durable");
    expect(broken).toEqual([]);
    const accepted = sent.filter(({ saw }) => saw === 202).map(({ id }) => id);
    expect(accepted.length).toBeGreaterThan(500);
    const client = new Client({ connectionString: database.url });
    await client.connect();
    open.defer(async () => await client.end());
    const { rows } = await client.query("select id from messages where source = 'accounting'");
    const kept = new Set(rows.map(({ id }: { id: string }) => id));
    expect(accepted.filter((id) => !kept.has(id))).toEqual([]);
  }, 180_000);
});
