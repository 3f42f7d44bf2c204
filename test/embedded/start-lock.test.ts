import { readdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { withStartLock } from "../../src/embedded/start-lock.ts";
import { scratchDirectory } from "./scratch-directory.ts";

describe("the start lock", () => {
  it("lets one piece of work in at a time", async () => {
    const directory = await scratchDirectory();

    const atOnce = await mostAtOnce(join(directory, "lock"), 5);

    expect(atOnce).toBe(1);
    expect(await readdir(directory)).toEqual([]);
  });

  it("of a process that has died is broken, by one of those who wait", async () => {
    const directory = await scratchDirectory();
    await symlink(`${process.pid}:an earlier process`, join(directory, "lock"));

    const atOnce = await mostAtOnce(join(directory, "lock"), 5);

    expect(atOnce).toBe(1);
    expect(await readdir(directory)).toEqual([]);
  });

  it("is broken even when whoever broke it before has died at that", async () => {
    const directory = await scratchDirectory();
    await symlink(`${process.pid}:an earlier process`, join(directory, "lock"));
    await symlink(`${process.pid}:another one`, join(directory, "lock.break"));

    const atOnce = await mostAtOnce(join(directory, "lock"), 5);

    expect(atOnce).toBe(1);
    expect(await readdir(directory)).toEqual([]);
  });

  it("is given back when the work fails", async () => {
    const lock = join(await scratchDirectory(), "lock");

    const failing = withStartLock(lock, () => Promise.reject(new Error("no")));

    await expect(failing).rejects.toThrow("no");
    expect(await withStartLock(lock, () => Promise.resolve("yes"))).toBe("yes");
  });
});

async function mostAtOnce(lock: string, times: number): Promise<number> {
  let inside = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++inside);
    await sleep(5);
    inside--;
  };
  await Promise.all(Array.from({ length: times }, () => withStartLock(lock, work)));
  return most;
}
