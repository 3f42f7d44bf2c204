/** How long `npm start` takes until it is ready, the first time and later, and what it then holds in memory. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";

import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { environmentFor } from "../support/environment.ts";
import { residentMb } from "./process-figures.ts";

/** By then start-up garbage is collected or will not be (seconds). */
const idleSeconds = 20;

const sandbox = await startSandbox();
const dataDir = mkdtempSync(join(tmpdir(), "los-bench-"));
console.log(`npm start with stores of its own, on ${cpus().length} × ${cpus()[0]?.model}\n`);
console.log("start            ready after   service idles at   PostgreSQL and Redis");
for (const name of ["the first time", "the second", "the third"]) console.log(await measure(name));
rmSync(dataDir, { recursive: true, force: true });
await sandbox.close();

async function measure(name: string): Promise<string> {
  const startedAt = performance.now();
  const npm = spawn("npm", ["start"], {
    env: { ...process.env, ...environmentFor(sandbox), DATA_DIR: dataDir },
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  const { promise: ready, resolve } = Promise.withResolvers<Record<string, unknown>>();
  createInterface(npm.stderr).on("line", (line) => {
    if (line.includes('"service.ready"')) resolve(JSON.parse(line) as Record<string, unknown>);
  });
  const { pid } = await ready;
  const readyMs = performance.now() - startedAt;
  await pause(idleSeconds * 1000);
  const service = residentMb(Number(pid));
  const stores = storePids().reduce((sum, one) => sum + residentMb(one), 0);
  process.kill(Number(pid), "SIGTERM");
  await new Promise((done) => npm.once("exit", done));
  return [
    name.padEnd(16),
    `${(readyMs / 1000).toFixed(2)} s`.padEnd(13),
    `${service.toFixed(0)} MB`.padEnd(18),
    `${stores.toFixed(0)} MB`,
  ].join(" ");
}

/** The servers of this run and the processes they made. Pages that they share are counted once for each. */
function storePids(): number[] {
  const servers = pgrep("-f", dataDir);
  return [...servers, ...servers.flatMap((pid) => pgrep("-P", String(pid)))];
}

function pgrep(...args: string[]): number[] {
  const { stdout } = spawnSync("pgrep", args, { encoding: "utf8" });
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map(Number);
}
