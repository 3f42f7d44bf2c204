import { setTimeout as pause } from "node:timers/promises";

import type { Logger } from "pino";

import { loadCatalogue } from "./catalogue/load-catalogue.ts";
import type { Config } from "./config.ts";
import type { Catalogue } from "./domain/catalogue.ts";
import { buildApp } from "./http/app.ts";
import type { WorkKey } from "./jobs/ports.ts";
import { createProducer, type Producer } from "./queue/producer.ts";
import { seldom } from "./redis/seldom.ts";
import { connectDatabase, type Database, migrateWhenUp, pingDatabase } from "./store/database.ts";
import { createInbox } from "./store/inbox.ts";
import { openStores } from "./stores.ts";
import { startWorking } from "./working.ts";

export type Role = "http" | "worker" | "all";

export type Service = {
  /** Where http listens; undefined for a worker. */
  readonly url: string | undefined;
  close(): Promise<void>;
};

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
        if (isUp) startWorking({ config, catalogue, db, redisUrl, producer, log, open });
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
    zendeskSecrets: config.zendesk.webhookSecrets,
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
