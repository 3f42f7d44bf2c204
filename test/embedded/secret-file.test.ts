import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readOrCreateSecret } from "../../src/embedded/secret-file.ts";
import { scratchDirectory } from "./scratch-directory.ts";

it("a secret is made up once, whoever asks at the same time, and is for its owner's eyes only", async () => {
  const directory = await scratchDirectory();
  const path = join(directory, "secret");

  const secrets = await Promise.all([1, 2, 3].map(() => readOrCreateSecret(path)));

  expect(new Set(secrets).size).toBe(1);
  expect(secrets[0]).toMatch(/^[\w-]{32}$/u);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(directory)).toEqual(["secret"]);
});
