import { statfs } from "node:fs/promises";

/** PostgreSQL's log may grow by so much before it is cut (max_wal_size); without room for it PostgreSQL stops. */
const freeAtLeastBytes = 256 * 1024 * 1024;

const everyMs = 1000;

export type WatchedDisk = {
  /** Says so when there is too little room on the disk of the folder. */
  readonly findShortage: () => string | undefined;
  close(): void;
};

/** Looks every second; what cannot be looked at is not short. */
export async function watchDisk(
  folder: string,
  lookForFreeBytes: (folder: string) => Promise<number> = freeBytesAt,
): Promise<WatchedDisk> {
  let freeBytes = Infinity;
  const look = async (): Promise<void> => {
    freeBytes = await lookForFreeBytes(folder).catch(() => Infinity);
  };
  await look();
  const timer = setInterval(() => void look(), everyMs);
  timer.unref();

  return {
    findShortage: () =>
      freeBytes >= freeAtLeastBytes
        ? undefined
        : `the disk of ${folder} is nearly full (${Math.round(freeBytes / 1024 ** 2)} MB are free)`,
    close: () => clearInterval(timer),
  };
}

async function freeBytesAt(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
