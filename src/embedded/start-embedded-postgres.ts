import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { openDataDir } from "./data-dir.ts";
import type { EmbeddedStore, EmbeddedStoreOptions } from "./embedded-store.ts";
import { type Engine, holdServer } from "./held-server.ts";
import { getPostgresBinaries } from "./postgres-binaries.ts";
import { createCluster, ROLE_AND_DATABASE } from "./postgres-cluster.ts";
import { findCommandLine } from "./process-identity.ts";
import { readOrCreateSecret } from "./secret-file.ts";
import { prepareRunAs } from "./unprivileged.ts";

/** For one small service on a small machine: few processes, little memory, a short recovery, a quiet log. */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "32MB",
  max_wal_size: "256MB",
  io_method: "sync",
  jit: "off",
  max_parallel_workers_per_gather: "0",
  max_logical_replication_workers: "0",
  timezone: "UTC",
  log_timezone: "UTC",
  log_checkpoints: "off",
  // Above "error": a failed statement is told to its client, and its data stays out of the log.
  log_min_messages: "log",
};

/** Starts the PostgreSQL that lives under the data directory, or joins it when it runs already. */
export async function startEmbeddedPostgres({
  dataDir,
  settings,
  log,
}: EmbeddedStoreOptions): Promise<EmbeddedStore> {
  const base = join(await openDataDir(dataDir), "postgres");
  const cluster = join(base, "cluster");
  const passwordFile = `${base}.password`;
  if (existsSync(cluster) && !existsSync(passwordFile)) {
    throw new Error(
      `${passwordFile} is missing: put it back, or remove ${base} to begin with an empty database`,
    );
  }

  const password = await readOrCreateSecret(passwordFile);
  const engine = postgresEngine(base, cluster, password, { ...SETTINGS, ...settings });
  const { port, owned, close } = await holdServer(base, engine, log ?? (() => undefined));
  const authority = `${ROLE_AND_DATABASE}:${password}@127.0.0.1:${port}`;
  return { url: `postgres://${authority}/${ROLE_AND_DATABASE}`, owned, close };
}

function postgresEngine(
  base: string,
  cluster: string,
  password: string,
  settings: Readonly<Record<string, string>>,
): Engine {
  const wayOut = "DATABASE_URL";
  const pidFile = join(cluster, "postmaster.pid");

  return {
    name: "PostgreSQL",
    wayOut,
    stopSignal: "SIGINT",

    async prepare(port) {
      const binaries = await getPostgresBinaries();
      const runAs = await prepareRunAs({
        dir: base,
        program: binaries.postgres,
        account: "postgres",
        wayOut,
      });
      if (existsSync(cluster)) await removeStalePidFile(pidFile, cluster);
      else await createCluster(cluster, password, binaries, runAs);

      const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
      return runAs(binaries.postgres, ["-D", cluster, "-p", String(port), ...flags]);
    },

    async isReady({ pid }) {
      const lines = await readPidFile(pidFile);
      return lines[0] === String(pid) && lines[7] === "ready";
    },

    isPassing: (logTail) => /Address already in use|shared memory block .* still in use/u.test(logTail),
  };
}

/**
 * PostgreSQL will not start while the pid in there is in use, be it by another program after a reboot. The server
 * that we know of is gone; any other one of this cluster would show it in its command line, and keeps its file.
 */
async function removeStalePidFile(pidFile: string, cluster: string): Promise<void> {
  const [pid] = await readPidFile(pidFile);
  const commandLine = pid === undefined ? undefined : findCommandLine(Number(pid));
  if (!commandLine?.includes(cluster)) await rm(pidFile, { force: true });
}

/** Line by line: pid, data directory, start, port, socket directory, address, shared memory, status. */
async function readPidFile(path: string): Promise<readonly string[]> {
  const text = await readFile(path, "utf8").catch(() => "");
  return text === "" ? [] : text.split("\n").map((line) => line.trim());
}
