import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { isRunning } from "./is-running.ts";
import { findFreePort } from "../../src/embedded/free-port.ts";
import { startEmbeddedPostgres } from "../../src/embedded/start-embedded-postgres.ts";

/** A real PostgreSQL at one address, as `npm start` runs it, fsync included. */
export type KillablePostgres = {
  readonly url: string;
  /** Ends it at once, as a crash would, and starts it again. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

const lookEveryMs = 10;

export async function startKillablePostgres(dataDir: string): Promise<KillablePostgres> {
  const port = String(await findFreePort());
  const stores = [await startEmbeddedPostgres({ dataDir, settings: { port } })];
  const url = new URL(stores[0]!.url);
  url.port = port;
  return {
    url: url.href,
    async restart() {
      const [pid] = (await readFile(join(dataDir, "postgres/cluster/postmaster.pid"), "utf8")).split("\n");
      process.kill(Number(pid), "SIGQUIT");
      while (isRunning(Number(pid))) await pause(lookEveryMs);
      stores.push(await startEmbeddedPostgres({ dataDir, settings: { port } }));
    },
    async close() {
      for (const store of stores) await store.close();
    },
  };
}
