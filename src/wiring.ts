import { setTimeout as pause } from "node:timers/promises";

import { DateTime } from "luxon";
import type { Logger } from "pino";

import { loadCatalogue } from "./catalogue/load-catalogue.ts";
import type { Config } from "./config.ts";
import type { Catalogue } from "./domain/catalogue.ts";
import { buildApp } from "./http/app.ts";
import { attempt } from "./jobs/attempt.ts";
import type { WorkKey } from "./jobs/ports.ts";
import { reconcileClient } from "./jobs/reconcile-client.ts";
import { repeat } from "./jobs/repeat.ts";
import { sweep } from "./jobs/sweep.ts";
import { createProducer, type Producer } from "./queue/producer.ts";
import { connectForSending } from "./redis/connection.ts";
import { seldom } from "./redis/seldom.ts";
import { createSlidingWindows } from "./redis/sliding-windows.ts";
import { startWorkers } from "./queue/workers.ts";
import { createClients } from "./store/clients.ts";
import { connectDatabase, type Database, migrateWhenUp, pingDatabase } from "./store/database.ts";
import { createInbox } from "./store/inbox.ts";
import { createOrganizationLinks } from "./store/organization-links.ts";
import { applyScheduled } from "./store/scheduled.ts";
import { createWork, listDue } from "./store/work.ts";
import { openStores } from "./stores.ts";
import { type Budget, createBudget } from "./zendesk/budget.ts";
import { createZendesk } from "./zendesk/client.ts";
import { createOrganizations } from "./zendesk/organizations.ts";

export type Role = "http" | "worker" | "all";

export type Service = {
  /** Where http listens; undefined for a worker. */
  readonly url: string | undefined;
  close(): Promise<void>;
};

/** Zendesk answers in about 200 ms and allows some 10 calls a second: more at once would only wait. */
const concurrency = 10;

/** A worker that was killed is succeeded within its lease plus this (milliseconds). */
const sweepEveryMs = 500;

const sweepAtMost = 1000;

/** Migrations take milliseconds; later than this the database is away, and http says so (milliseconds). */
const migratedWithinMs = 3000;

/** Makes a running service of a configuration; `close` ends everything in reverse, work under way first. */
export async function startService(config: Config, role: Role, log: Logger): Promise<Service> {
  const open = new AsyncDisposableStack();

  try {
    const catalogue = await loadCatalogue(config.configDir);
    const { databaseUrl, redisUrl } = await openStores(config, open, (message) => log.info(message));
    const tell = seldom(10_000, (err: unknown) => log.warn({ err }, "database.unavailable"));
    const db = connectDatabase(databaseUrl, { onError: tell });
    open.defer(async () => await db.destroy());
    const closing = new AbortController();
    open.defer(async () => closing.abort());
    const migrated = migrateWhenUp(databaseUrl, tell, closing.signal);
    // While the database is away at the start, senders hear so instead of nobody; work begins when it is there.
    await Promise.race([migrated, pause(migratedWithinMs, undefined, { ref: false })]);
    const producer = createProducer(redisUrl, log);
    open.defer(async () => await producer.close());

    if (role !== "http") {
      const working = migrated.then((isUp) => {
        if (isUp) startWorking(config, catalogue, db, redisUrl, producer, log, open);
      });
      if (role === "worker") await working;
    }
    const url = role === "worker" ? undefined : await listen(config, catalogue, db, producer, log, open);
    return { url, close: async () => await open.disposeAsync() };
  } catch (err) {
    await open.disposeAsync();
    throw err;
  }
}

function startWorking(
  config: Config,
  catalogue: Catalogue,
  db: Database,
  redisUrl: string,
  producer: Producer,
  log: Logger,
  open: AsyncDisposableStack,
): void {
  const work = createWork(db);
  const ports = {
    clients: createClients(db),
    links: createOrganizationLinks(db),
    organizations: createOrganizations(
      createZendesk({ ...config.zendesk, log, budget: openBudget(config, redisUrl, log, open) }),
    ),
    catalogue,
    now: () => DateTime.utc(),
  };
  const workers = startWorkers({
    redisUrl,
    log,
    concurrency,
    pause: async (forMs) => await producer.pause(forMs),
    attempt: async (key) =>
      await attempt(key, {
        work,
        jobs: {
          "reconcile-client": async (clientId, hold) => await reconcileClient(clientId, { ...ports, hold }),
        },
        now: ports.now,
        chance: Math.random,
      }),
  });
  open.defer(async () => await workers.close());

  const tell = seldom(10_000, (err: unknown) => log.warn({ err }, "sweep.failed"));
  const sweeping = repeat(
    sweepEveryMs,
    async () =>
      await sweep({
        listDue: async () => await listDue(db, sweepAtMost),
        applyScheduled: async () => await applyScheduled(db, sweepAtMost),
        wake: async (keys) => await producer.wake(keys),
      }),
    tell,
  );
  open.defer(async () => await sweeping.stop());
}

/** All processes that share a Redis keep to the limits of one Zendesk account together. */
function openBudget({ zendesk }: Config, redisUrl: string, log: Logger, open: AsyncDisposableStack): Budget {
  const redis = connectForSending(redisUrl, log);
  open.defer(async () => redis.disconnect());
  return createBudget({
    meter: createSlidingWindows(redis, `los:budget:${new URL(zendesk.url).host}`),
    share: zendesk.requestShare,
    onError: seldom(10_000, (err: unknown) => log.warn({ err }, "budget.unavailable")),
  });
}

async function listen(
  config: Config,
  catalogue: Catalogue,
  db: Database,
  producer: Producer,
  log: Logger,
  open: AsyncDisposableStack,
): Promise<string> {
  const tell = seldom(10_000, (err: unknown) => log.warn({ err }, "wake.failed"));
  const app = await buildApp({
    inbox: createInbox(db),
    catalogue,
    secrets: config.accounting.webhookSecrets,
    wake: (keys: readonly WorkKey[]) => void producer.wake(keys).catch(tell),
    checks: {
      database: { ping: async () => await pingDatabase(db), isEssential: true },
      redis: { ping: async () => await producer.ping(), isEssential: false },
    },
    log,
  });
  open.defer(async () => await app.close());
  return await app.listen(config.http);
}
