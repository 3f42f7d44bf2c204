import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A data directory for one test, which everyone may enter. It goes when the test is over. */
export async function scratchDirectory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "los-test-embedded-"));
  await chmod(path, 0o755);
  onTestFinished(() => rm(path, { recursive: true, force: true, maxRetries: 5 }));
  return path;
}
