import { type FileHandle, open, readFile, rename } from "node:fs/promises";

const TAIL_LINES = 12;

/** Opens a server's log for a new start. The one before is kept as `.1`, so there are never more than two. */
export async function openServerLog(path: string): Promise<FileHandle> {
  await rename(path, `${path}.1`).catch(ignoreMissing);
  return open(path, "a", 0o600);
}

export async function readTail(path: string): Promise<string> {
  const text = await readFile(path, "utf8").catch(() => "");
  return text.trimEnd().split("\n").slice(-TAIL_LINES).join("\n");
}

function ignoreMissing(err: NodeJS.ErrnoException): void {
  if (err.code !== "ENOENT") throw err;
}
