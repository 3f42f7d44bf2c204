import { constants } from "node:fs";
import { access, mkdir, realpath } from "node:fs/promises";

/** The real path of the data directory, made when missing, and ours to write to. */
export async function openDataDir(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return await realpath(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`cannot keep data in ${path} (${reason}): set DATA_DIR to a directory of your own`, {
      cause,
    });
  }
}
