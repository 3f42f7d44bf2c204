import { execFile } from "node:child_process";
import { chown, mkdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { Client } from "pg";

import type { OwnPostgres } from "./own-postgres.ts";

const run = promisify(execFile);

/**
 * What pg_basebackup does, which is not among the programs that we bring along: a copy of the files of a running server
 * (PostgreSQL, "Making a Base Backup Using the Low Level API").
 */
export async function takeBaseBackup(
  { url, cluster }: Pick<OwnPostgres, "url" | "cluster">,
  to: string,
): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("select pg_backup_start('drill', fast => true)");
    await copyLive(cluster, to, ["pg_wal", "postmaster.pid"]);
    const { rows } = await client.query<{ readonly labelfile: string }>(
      "select labelfile from pg_backup_stop(wait_for_archive => false)",
    );
    await copyLive(join(cluster, "pg_wal"), join(to, "pg_wal"));
    await keepLabel(to, rows[0]!.labelfile);
  } finally {
    await client.end();
  }
}

/** Files come and go while they are read: tar packs what it finds, and ends with 1 then (GNU tar, "Return Values"). */
async function copyLive(from: string, to: string, without: readonly string[] = []): Promise<void> {
  const archive = `${to}.tar`;
  const excluded = without.map((name) => `--exclude=./${name}`);
  const packing = ["--create", `--file=${archive}`, `--directory=${from}`, ...excluded, "."];
  await run("tar", packing).catch((err: { readonly code?: unknown }) => {
    if (err.code !== 1) throw err;
  });
  await mkdir(to);
  await run("tar", ["--extract", "--preserve-permissions", `--file=${archive}`, `--directory=${to}`]);
  await rm(archive);
}

/** The server starts from it, and renames it afterwards. */
async function keepLabel(backup: string, labelfile: string): Promise<void> {
  const path = join(backup, "backup_label");
  const { uid, gid } = await stat(backup);
  await writeFile(path, labelfile);
  await chown(path, uid, gid);
}

/** Puts the backup in the place of what is left of the files. */
export async function restoreBaseBackup(
  from: string,
  { cluster }: Pick<OwnPostgres, "cluster">,
): Promise<void> {
  await rm(cluster, { recursive: true, force: true });
  await run("cp", ["--archive", from, cluster]);
}
