import { describe, expect, it } from "vitest";

import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { onboarding, post } from "../support/accounting.ts";
import { freshDatabase, freshRedis } from "../support/databases.ts";
import { environmentFor } from "../support/environment.ts";
import { eventually } from "../support/running.ts";
import { startServiceProcess } from "../support/service-process.ts";

describe("a service of both roles that a balancer watches, while Zendesk answers nothing", () => {
  it("stops in order when it is told to: it is not killed because it takes too long", async () => {
    await using open = new AsyncDisposableStack();
    const sandbox = await startSandbox({ faults: [{ kinds: ["hang"] }] });
    open.defer(async () => await sandbox.close());
    const [database, redis] = [await freshDatabase(), await freshRedis()];
    open.defer(async () => await database.drop());
    const env = { ...environmentFor(sandbox), DATABASE_URL: database.url, REDIS_URL: redis.url };
    const service = await startServiceProcess(env);
    open.defer(async () => await service.kill("SIGKILL"));
    await eventually("a reading that hangs", () =>
      sandbox.calls.some(({ path }) => path.includes("incremental")),
    );
    await post(service.url, onboarding("C-1")[0]);
    await eventually("an attempt that hangs", () =>
      sandbox.calls.some(({ path }) => !path.includes("incremental")),
    );
    await fetch(new URL("/readyz", service.url));

    await service.kill("SIGTERM");

    expect(service.child.exitCode).toBe(0);
  }, 60_000);
});
