import { access, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

import { findFreePort } from "../../src/embedded/free-port.ts";
import { findProgram } from "../../src/embedded/find-program.ts";
import { runCommand } from "../../src/embedded/run-command.ts";
import { prepareRunAs } from "../../src/embedded/unprivileged.ts";

/** A server of the PostgreSQL that is installed here: pg_dump only reads one that is not newer than itself. */
export type ProgrammedPostgres = {
  readonly url: string;
  /** Runs one of its programs. */
  run(program: string, args: readonly string[]): Promise<void>;
};

/** The folder of all programs of an installed PostgreSQL, the server's included. */
export async function findPostgresPrograms(): Promise<string | undefined> {
  const config = await findProgram("pg_config");
  if (config === undefined) return undefined;
  const folder = await runCommand({ file: config, args: ["--bindir"] });
  const isWhole = await access(join(folder, "initdb")).then(
    () => true,
    () => false,
  );
  return isWhole ? folder : undefined;
}

/** It runs, and ends with the test. */
export async function programmedPostgres(programs: string): Promise<ProgrammedPostgres> {
  const base = await mkdtemp(join(tmpdir(), "los-drill-"));
  onTestFinished(async () => await rm(base, { recursive: true, force: true }));
  const dir = join(base, "postgres");
  const cluster = join(dir, "cluster");
  const runAs = await prepareRunAs({
    dir,
    program: join(programs, "postgres"),
    account: "postgres",
    wayOut: "DATABASE_URL",
  });
  const asServer = async (program: string, args: readonly string[]): Promise<void> =>
    void (await runCommand(runAs(join(programs, program), args)));
  const port = await findFreePort();

  await asServer("initdb", ["--username=los", "--auth=trust", "--encoding=UTF8", "--pgdata", cluster]);
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=`;
  await asServer("pg_ctl", ["start", "-w", "-D", cluster, "-l", join(dir, "log"), "-o", settings]);
  onTestFinished(async () => await asServer("pg_ctl", ["stop", "-m", "fast", "-D", cluster]));

  const url = `postgres://los@127.0.0.1:${port}/los`;
  const run = async (program: string, args: readonly string[]): Promise<void> =>
    void (await runCommand({ file: join(programs, program), args }));
  await run("createdb", [`--maintenance-db=postgres://los@127.0.0.1:${port}/postgres`, "los"]);
  return { url, run };
}
