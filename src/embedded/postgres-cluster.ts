import { randomUUID } from "node:crypto";
import { open, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import { runCommand } from "./run-command.ts";
import type { RunAs } from "./unprivileged.ts";

/** The name of the role that owns everything, and of the database. */
export const ROLE_AND_DATABASE = "los";

/**
 * Makes a PostgreSQL cluster with our role, its password and our database.
 *
 * It is made under another name and renamed when it is whole and on disk: a cluster that exists is complete.
 */
export async function createCluster(
  path: string,
  password: string,
  binaries: PostgresBinaries,
  runAs: RunAs,
): Promise<void> {
  await removeDrafts(path);
  const draft = `${path}.draft-${randomUUID()}`;
  try {
    await fillDraft(draft, password, binaries, runAs);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`cannot create a PostgreSQL cluster: ${reason}\nput that right, or set DATABASE_URL`, {
      cause,
    });
  }
  await rename(draft, path);
  await syncDirectory(dirname(path));
  await syncDirectory(dirname(dirname(path)));
}

async function fillDraft(
  draft: string,
  password: string,
  { initdb, postgres }: PostgresBinaries,
  runAs: RunAs,
): Promise<void> {
  await runCommand(
    runAs(initdb, [
      `--pgdata=${draft}`,
      `--username=${ROLE_AND_DATABASE}`,
      "--auth-local=reject",
      "--auth-host=scram-sha-256",
      // PostgreSQL's built-in C.UTF-8 is the same on every machine, whatever locales are installed.
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
    ]),
  );
  const settings = ["-c", "log_min_error_statement=panic"];
  const output = await runCommand(
    runAs(postgres, ["--single", ...settings, "-D", draft, "postgres"]),
    // The single-user mode takes one command a line. The password is base64url and needs no quoting.
    `ALTER ROLE ${ROLE_AND_DATABASE} PASSWORD '${password}'\nCREATE DATABASE ${ROLE_AND_DATABASE}\n`,
  );
  // An error there does not change the exit code.
  if (output.includes("ERROR:")) throw new Error(output);
}

/** With retries: an initdb whose starter was killed may still be writing. */
async function removeDrafts(path: string): Promise<void> {
  const names = await readdir(dirname(path));
  const drafts = names.filter((name) => name.startsWith(`${basename(path)}.draft-`));
  await Promise.all(
    drafts.map((name) => rm(join(dirname(path), name), { recursive: true, force: true, maxRetries: 10 })),
  );
}

/** A rename outlasts a power cut only when its directory is on disk too: fsync(2). */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
