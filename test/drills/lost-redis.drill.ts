import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { expect, it, onTestFinished } from "vitest";

import { startKillableRedis } from "../chaos/killable-redis.ts";
import { onboarding } from "../support/accounting.ts";
import { freshDatabase } from "../support/databases.ts";
import { environmentFor } from "../support/environment.ts";
import { sendUntilTaken } from "../support/send-until-taken.ts";
import { inTheEnd } from "./in-the-end.ts";
import { isOnboarded } from "./is-onboarded.ts";
import { ownSandbox } from "./own-sandbox.ts";
import { seconds } from "./seconds.ts";
import { startOwnService } from "./start-own-service.ts";

const clients = Array.from({ length: 25 }, (_, index) => `R-${index + 1}`);
const redisAwayMs = 4000;
const betweenMessagesMs = 80;

it("Redis is lost for good and an empty one takes its place: every message is taken, and everything goes on", async ({
  annotate,
}) => {
  const folder = await mkdtemp(join(tmpdir(), "los-drill-"));
  const redis = await startKillableRedis(join(folder, "redis"));
  onTestFinished(async () => {
    await redis.kill();
    await rm(folder, { recursive: true, force: true });
  });
  const { url: databaseUrl, drop } = await freshDatabase();
  onTestFinished(drop);
  const sandbox = await ownSandbox();
  const env = { ...environmentFor(sandbox), DATABASE_URL: databaseUrl, REDIS_URL: redis.url };
  const { url } = await startOwnService(env);

  let slowestMs = 0;
  let firstTries = 0;
  const sending = (async () => {
    for (const message of clients.flatMap(onboarding)) {
      const at = performance.now();
      const tries = await sendUntilTaken(url, message);
      firstTries += tries === 1 ? 1 : 0;
      slowestMs = Math.max(slowestMs, performance.now() - at);
      await pause(betweenMessagesMs);
    }
  })();
  await inTheEnd("some organizations", () => sandbox.account.organizations.size > 5);
  await redis.kill();
  await rm(join(folder, "redis"), { recursive: true });
  await mkdir(join(folder, "redis"));
  await pause(redisAwayMs);
  await redis.start();
  const backAt = Date.now();
  const callsBefore = sandbox.calls.length;
  await inTheEnd("a call", () => sandbox.calls.length > callsBefore);
  const resumedMs = Date.now() - backAt;
  await sending;

  await inTheEnd("all organizations as they should be", () =>
    clients.every((clientId) => isOnboarded(sandbox, clientId)),
  );
  expect(sandbox.account.organizations.size).toBe(clients.length);
  await annotate(
    `${clients.length * 3} messages while Redis was away for ${seconds(redisAwayMs)} and then empty: ${firstTries} answered 202 at the first try, ` +
      `the slowest in ${seconds(slowestMs)}; the next call to Zendesk ${seconds(resumedMs)} after it was back; ` +
      `${clients.length} organizations right, none twice`,
  );
}, 300_000);
