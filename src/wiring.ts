import { setTimeout as pause } from "node:timers/promises";

import type { Logger } from "pino";

import { loadCatalogue } from "./catalogue/load-catalogue.ts";
import type { Config } from "./config.ts";
import { startListening, startWatchListener } from "./listening.ts";
import { startObserving } from "./observing.ts";
import { oneAccount } from "./one-account.ts";
import { createProducer } from "./queue/producer.ts";
import { connectDatabase, migrateWhenUp } from "./store/database.ts";
import { openStores } from "./stores.ts";
import { warnSeldom } from "./warn-seldom.ts";
import { startWorking } from "./working.ts";

export type Role = "http" | "worker" | "all";

export type Service = {
  /** Where http listens; undefined for a worker. */
  readonly url: string | undefined;
  close(): Promise<void>;
};

/** Migrations take milliseconds; later than this the database is away, and http says so (milliseconds). */
const migratedWithinMs = 3000;

/** Whoever pings has given up by then (milliseconds). */
const pingTimeoutMs = 1500;

/** Makes a running service of a configuration; `close` ends everything in reverse, work under way first. */
export async function startService(config: Config, role: Role, log: Logger): Promise<Service> {
  const open = new AsyncDisposableStack();

  try {
    const catalogue = await loadCatalogue(config.configDir);
    const { databaseUrl, redisUrl } = await openStores(config, open, (message) => log.info(message));
    const tell = warnSeldom(log, "database.unavailable");
    const db = connectDatabase(databaseUrl, { onError: tell });
    open.defer(async () => await db.destroy());
    const pinged = connectDatabase(databaseUrl, { queryTimeoutMs: pingTimeoutMs, onError: tell });
    open.defer(async () => await pinged.destroy());
    const closing = new AbortController();
    open.defer(async () => closing.abort());
    const migrated = migrateWhenUp(databaseUrl, tell, closing.signal, oneAccount(config.zendesk));
    // While the database is away at the start, senders hear so instead of nobody; work begins when it is there.
    await Promise.race([migrated, pause(migratedWithinMs, undefined, { ref: false })]);
    const producer = createProducer(redisUrl, log);
    open.defer(async () => await producer.close());

    const observing = await startObserving({ config, db, redisUrl, log, open });
    const parts = { config, catalogue, db, pinged, redisUrl, producer, log, observing };
    if (role === "worker") await startWatchListener({ ...parts, open });
    const [working, listening] = [new AsyncDisposableStack(), new AsyncDisposableStack()];
    // Each waits for what is under way: one after the other would take too long.
    open.defer(async () => {
      await Promise.all([working.disposeAsync(), listening.disposeAsync()]);
    });
    if (role !== "http") {
      const started = migrated.then((isUp) => {
        if (isUp && !working.disposed) startWorking({ ...parts, open: working });
      });
      if (role === "worker") await started;
    }
    const url = role === "worker" ? undefined : await startListening({ ...parts, open: listening });
    return { url, close: async () => await open.disposeAsync() };
  } catch (err) {
    await open.disposeAsync();
    throw err;
  }
}
