import { tmpdir } from "node:os";

import { expect, it, onTestFinished } from "vitest";

import { watchDisk, type WatchedDisk } from "../../src/embedded/disk-shortage.ts";

const megabyte = 1024 ** 2;

async function watching(look?: (folder: string) => Promise<number>, folder = "/data"): Promise<WatchedDisk> {
  const disk = await watchDisk(folder, look);
  onTestFinished(() => disk.close());
  return disk;
}

it("a disk with room for the log of PostgreSQL is not short", async () => {
  expect((await watching(async () => 256 * megabyte)).findShortage()).toBeUndefined();
});

it("one with less is, until there is room again", async () => {
  let free = 255 * megabyte;
  const disk = await watching(async () => free);

  expect(disk.findShortage()).toBe("the disk of /data is nearly full (255 MB are free)");
  free = 300 * megabyte;
  await expect.poll(() => disk.findShortage(), { timeout: 10_000 }).toBeUndefined();
});

it("one that cannot be looked at is left to those who write to it", async () => {
  expect((await watching(undefined, "/nowhere/at/all")).findShortage()).toBeUndefined();
});

it("the disk that these tests run on has room", async () => {
  expect((await watching(undefined, tmpdir())).findShortage()).toBeUndefined();
});
