import { randomBytes } from "node:crypto";
import { open, readFile, rename } from "node:fs/promises";
import { withStartLock } from "./start-lock.ts";

/** The secret kept in this file, readable by its owner only; made up and written to disk when there is none. */
export async function readOrCreateSecret(path: string): Promise<string> {
  return withStartLock(`${path}.lock`, async () => (await findSecret(path)) ?? createSecret(path));
}

async function createSecret(path: string): Promise<string> {
  const secret = randomBytes(24).toString("base64url");
  const file = await open(`${path}.new`, "w", 0o600);
  try {
    await file.writeFile(secret);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
  return secret;
}

async function findSecret(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (err) {
    if (err instanceof Error && "code" in err && err.code === "ENOENT") return undefined;
    throw err;
  }
}
