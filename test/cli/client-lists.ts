import { utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Database } from "../../src/store/database.ts";
import { openDatabase } from "../../src/store/database.ts";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { freshDatabase, freshRedis } from "../support/databases.ts";
import { environmentFor } from "../support/environment.ts";
import { temporaryFolder } from "../support/running.ts";

export const header = "client_id,name,segment,vertical,domains,account_manager";

/** Rows of clients that are all sound: C-1, C-2 … */
export function soundRows(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const number = index + 1;
    return `C-${number},Client ${number},SMB,Senior Living,c-${number}.example,Lee Park`;
  });
}

export type Desk = AsyncDisposable & {
  readonly sandbox: Sandbox;
  readonly db: Database;
  readonly env: Readonly<Record<string, string>>;
  /** Writes a client list as of that day. */
  write(lines: readonly string[], options?: { name?: string; eol?: string; asOf?: string }): Promise<string>;
};

/** A sandbox, stores and a folder for client lists; no service runs. */
export async function openDesk(options: SandboxOptions = {}): Promise<Desk> {
  const sandbox = await startSandbox({
    jobs: { startDelayMs: 0, rowsPerSecond: Infinity },
    requestsPerMinute: 100_000,
    ...options,
  });
  const database = await freshDatabase();
  const redis = await freshRedis();
  const db = await openDatabase(database.url);
  // Today's comparison was made already: no worker begins it.
  await db.insertInto("sweeps").values({ name: "full-compare", started_at: new Date() }).execute();
  const folder = await temporaryFolder();
  return {
    sandbox,
    db,
    env: {
      ...environmentFor(sandbox),
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      LOG_LEVEL: "silent",
    },
    async write(lines, { name = "clients.csv", eol = "\n", asOf = "2026-11-20T15:00:00Z" } = {}) {
      const file = join(folder.path, name);
      await writeFile(file, lines.map((line) => `${line}${eol}`).join(""));
      await utimes(file, new Date(asOf), new Date(asOf));
      return file;
    },
    async [Symbol.asyncDispose]() {
      await db.destroy();
      await sandbox.close();
      await database.drop();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** Calls of the API that wrote something. */
export function writesIn({ calls }: Sandbox): Sandbox["calls"] {
  return calls.filter(({ applied, path }) => applied && path.startsWith("/api/"));
}
