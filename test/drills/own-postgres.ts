import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

import type { EmbeddedStore } from "../../src/embedded/embedded-store.ts";
import { findFreePort } from "../../src/embedded/free-port.ts";
import { startEmbeddedPostgres } from "../../src/embedded/start-embedded-postgres.ts";

/** A real PostgreSQL of one drill's own, which may be stopped, robbed of its files and started again at the same address. */
export type OwnPostgres = {
  readonly url: string;
  /** The folder of its files. */
  readonly cluster: string;
  stop(): Promise<void>;
  start(): Promise<void>;
};

/** It runs, and ends with the test. Without a folder it gets one that goes with it. */
export async function ownPostgres(folder?: string): Promise<OwnPostgres> {
  const dataDir = folder ?? (await mkdtemp(join(tmpdir(), "los-drill-")));
  const port = String(await findFreePort());
  let store: EmbeddedStore | undefined;

  async function start(): Promise<void> {
    store = await startEmbeddedPostgres({ dataDir, settings: { port } });
  }
  async function stop(): Promise<void> {
    await store?.close();
    store = undefined;
  }
  onTestFinished(async () => {
    await stop();
    if (folder === undefined) await rm(dataDir, { recursive: true, force: true });
  });

  await start();
  const url = new URL(store!.url);
  url.port = port;
  return { url: url.href, cluster: join(dataDir, "postgres", "cluster"), stop, start };
}
