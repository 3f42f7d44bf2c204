import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { connectDatabase, type Database } from "../../src/store/database.ts";
import { openStores, type StoreUrls } from "../../src/stores.ts";

export type Stores = { readonly db: Database; readonly urls: StoreUrls };

/** A PostgreSQL and a Redis of their own, gone with `open`. */
export async function openBenchStores(open: AsyncDisposableStack): Promise<Stores> {
  const dataDir = await mkdtemp(join(tmpdir(), "los-bench-"));
  open.defer(async () => await rm(dataDir, { recursive: true, force: true }));
  const urls = await openStores({ databaseUrl: undefined, redisUrl: undefined, dataDir }, open, () => {});
  const db = connectDatabase(urls.databaseUrl, { queryTimeoutMs: 120_000 });
  open.defer(async () => await db.destroy());
  return { db, urls };
}
