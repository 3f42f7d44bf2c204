import { mkdir, readlink, rm, symlink } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning, type ProcessIdentity, thisProcess } from "./process-identity.ts";

const PATIENCE_MS = 180_000;

/**
 * Runs the work while no other process does the same under this path; a lock left by a dead process is broken.
 *
 * The lock is a symbolic link whose target names its holder: made in one step, never half written. To break a
 * dead one is itself done under a lock, so that nobody removes the lock of whoever was quicker.
 */
export async function withStartLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  await takeLock(path, Date.now() + PATIENCE_MS);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function takeLock(path: string, deadline: number): Promise<void> {
  while (!(await tryLock(path))) {
    const holder = await findHolder(path);
    if (!holder) continue;

    if (!isRunning(holder)) await breakLock(path, holder);
    else if (Date.now() < deadline) await sleep(25);
    else
      throw new Error(
        `process ${holder.pid} has kept ${path} for ${PATIENCE_MS / 1000} s: end it and try again`,
      );
  }
}

async function breakLock(path: string, dead: ProcessIdentity): Promise<void> {
  await withStartLock(`${path}.break`, async () => {
    const holder = await findHolder(path);
    if (holder?.pid === dead.pid && holder.startedAt === dead.startedAt) await rm(path);
  });
}

async function tryLock(path: string): Promise<boolean> {
  const { pid, startedAt } = thisProcess();
  try {
    await symlink(`${pid}:${startedAt}`, path);
    return true;
  } catch (err) {
    if (isErrorCode(err, "EEXIST")) return false;
    throw err;
  }
}

async function findHolder(path: string): Promise<ProcessIdentity | undefined> {
  try {
    const [, pid, startedAt = ""] = /^(\d+):(.*)$/u.exec(await readlink(path)) ?? [];
    return { pid: Number(pid), startedAt };
  } catch (err) {
    if (isErrorCode(err, "ENOENT")) return undefined;
    throw err;
  }
}

function isErrorCode(err: unknown, code: string): boolean {
  return err instanceof Error && "code" in err && err.code === code;
}
