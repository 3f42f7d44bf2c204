import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

import { restoreBaseBackup, takeBaseBackup } from "./base-backup.ts";
import { findPostgresPrograms, programmedPostgres } from "./programmed-postgres.ts";
import { ownPostgres } from "./own-postgres.ts";

/** A PostgreSQL whose data is lost after it was backed up. */
export type BackedUpPostgres = {
  readonly url: string;
  backUp(): Promise<void>;
  lose(): Promise<void>;
  restore(): Promise<void>;
};

/** The files are copied while it runs, and later put in the place of those that are lost. */
export async function copiedPostgres(): Promise<BackedUpPostgres> {
  const postgres = await ownPostgres();
  const backup = join(await backupFolder(), "cluster");
  return {
    url: postgres.url,
    backUp: async () => await takeBaseBackup(postgres, backup),
    lose: async () => {
      await postgres.stop();
      await rm(postgres.cluster, { recursive: true });
    },
    restore: async () => {
      await restoreBaseBackup(backup, postgres);
      await postgres.start();
    },
  };
}

/** By pg_dump and pg_restore; undefined where no PostgreSQL is installed, whose programs these are. */
export async function dumpedPostgres(): Promise<BackedUpPostgres | undefined> {
  const programs = await findPostgresPrograms();
  if (programs === undefined) return undefined;
  const postgres = await programmedPostgres(programs);
  const { url } = postgres;
  const backup = join(await backupFolder(), "los.dump");
  const { href: server } = Object.assign(new URL(url), { pathname: "/postgres" });
  return {
    url,
    backUp: async () => await postgres.run("pg_dump", ["--format=custom", `--file=${backup}`, url]),
    lose: async () => await postgres.run("dropdb", ["--force", `--maintenance-db=${server}`, "los"]),
    restore: async () => {
      await postgres.run("createdb", [`--maintenance-db=${server}`, "los"]);
      await postgres.run("pg_restore", ["--exit-on-error", `--dbname=${url}`, backup]);
    },
  };
}

async function backupFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "los-backup-"));
  onTestFinished(async () => await rm(folder, { recursive: true, force: true }));
  return folder;
}
