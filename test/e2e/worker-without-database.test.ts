import { isDeepStrictEqual } from "node:util";

import { describe, expect, it } from "vitest";

import { findFreePort } from "../../src/embedded/free-port.ts";
import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { freshDatabase, freshRedis } from "../support/databases.ts";
import { environmentFor } from "../support/environment.ts";
import { startProxy } from "../support/proxy.ts";
import { eventually, startServiceFor } from "../support/running.ts";

const onlyDatabaseAway = { status: "unavailable", checks: { database: "unavailable", redis: "ok" } };

describe("a worker that starts while the database is away", () => {
  it("says so where it is watched, and works when the database is there", async () => {
    const sandbox = await startSandbox();
    const [database, redis, port] = [await freshDatabase(), await freshRedis(), await findFreePort()];
    await using proxy = await startProxy(database.url);
    proxy.cut();
    const readiness = async () =>
      await fetch(`http://127.0.0.1:${port}/readyz`).then(
        async (response) => ({ status: response.status, body: await response.json() }),
        () => undefined,
      );

    const starting = startServiceFor(
      {
        ...environmentFor(sandbox),
        DATABASE_URL: proxy.inFrontOf(database.url),
        REDIS_URL: redis.url,
        METRICS_PORT: String(port),
      },
      "worker",
    );

    await eventually("it says what is away", async () => {
      const said = await readiness();
      return said?.status === 503 && isDeepStrictEqual(said.body, onlyDatabaseAway);
    });
    proxy.mend();
    const service = await starting;
    expect(await readiness()).toMatchObject({ status: 200 });

    await service.close();
    await sandbox.close();
    await database.drop();
  });
});
