import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startEmbeddedPostgres } from "../../src/embedded/start-embedded-postgres.ts";

/** A PostgreSQL of its own that keeps nothing, gone with `open`; answers its URL. */
export async function openSimulationPostgres(open: AsyncDisposableStack): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), "los-simulation-"));
  open.defer(async () => await rm(dataDir, { recursive: true, force: true }));
  const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
  const postgres = await startEmbeddedPostgres({ dataDir, settings });
  open.defer(postgres.close);
  return postgres.url;
}
