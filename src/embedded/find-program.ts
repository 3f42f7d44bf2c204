import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Where a program lies on the PATH, if it is there. */
export async function findProgram(name: string): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)("/bin/sh", ["-c", 'command -v "$1"', "sh", name]);
    return stdout.trim();
  } catch {
    return undefined;
  }
}
