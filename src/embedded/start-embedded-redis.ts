import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openDataDir } from "./data-dir.ts";
import type { EmbeddedStore, EmbeddedStoreOptions } from "./embedded-store.ts";
import { findProgram } from "./find-program.ts";
import { type Engine, holdServer } from "./held-server.ts";
import { redisConfig } from "./redis-config.ts";
import { answersRedisPing } from "./redis-ping.ts";
import { readOrCreateSecret } from "./secret-file.ts";
import { prepareRunAs } from "./unprivileged.ts";

/** At most the last second is lost with the machine, and a full Redis refuses rather than forgets. */
const SETTINGS = {
  bind: "127.0.0.1",
  "protected-mode": "yes",
  daemonize: "no",
  appendonly: "yes",
  appendfsync: "everysec",
  save: "",
  "maxmemory-policy": "noeviction",
  loglevel: "warning",
};

/** Starts the Redis that lives under the data directory, or joins it when it runs already. */
export async function startEmbeddedRedis({
  dataDir,
  settings,
  log,
}: EmbeddedStoreOptions): Promise<EmbeddedStore> {
  const base = join(await openDataDir(dataDir), "redis");
  const password = await readOrCreateSecret(`${base}.password`);
  const engine = redisEngine(base, password, { ...SETTINGS, ...settings });
  const { port, owned, close } = await holdServer(base, engine, log ?? (() => undefined));

  return { url: `redis://:${password}@127.0.0.1:${port}`, owned, close };
}

function redisEngine(base: string, password: string, settings: Readonly<Record<string, string>>): Engine {
  const wayOut = "REDIS_URL";

  return {
    name: "Redis",
    wayOut,
    stopSignal: "SIGTERM",

    /** The configuration is read from stdin (`-`), so that it stays a private file of ours, whoever Redis runs as. */
    async prepare(port) {
      const program = await findProgram("redis-server");
      if (program === undefined) {
        throw new Error(
          'no redis-server on the PATH: run "npm run setup:redis", install Redis yourself, or set REDIS_URL',
        );
      }
      const runAs = await prepareRunAs({ dir: base, program, account: "redis", wayOut });
      const stdin = `${base}.conf`;
      await rm(stdin, { force: true });
      const own = { dir: base, port: String(port), requirepass: password };
      await writeFile(stdin, redisConfig({ ...settings, ...own }), { mode: 0o600 });
      return { ...runAs(program, ["-"]), stdin };
    },

    isReady: ({ port }) => answersRedisPing(port, password),
    isPassing: (logTail) => /Address already in use/u.test(logTail),
  };
}
