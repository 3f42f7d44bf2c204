/** How long `npm start` takes until it is ready, the first time and later, and what it then holds in memory. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";

import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { environmentFor } from "../support/environment.ts";
import { goal } from "./goal.ts";
import { markdownTable } from "./markdown-table.ts";
import { residentMb } from "./process-figures.ts";
import { createProgress } from "./progress.ts";

/** By then start-up garbage is collected or will not be (seconds). */
const idleSeconds = 20;

/** Of a start with a compile cache and a database that are there already. */
const goals = { readySeconds: 1.6, idleMb: 150 };

/** Where `npm start` keeps compiled code. */
const compileCache = "node_modules/.cache/los-sync";

/** `npm start` reads `.env` too, which wins only over what is not set at all. */
const outsideWorld = {
  DATABASE_URL: "",
  REDIS_URL: "",
  NOTIFY_SLACK_URL: "",
  NOTIFY_SMTP_URL: "",
  OTEL_EXPORTER_OTLP_ENDPOINT: "",
};

type StartFigures = { readonly readySeconds: number; readonly serviceMb: number; readonly storesMb: number };

const tell = createProgress(performance.now());
const sandbox = await startSandbox();
const dataDir = mkdtempSync(join(tmpdir(), "los-bench-"));
const starts: StartFigures[] = [];
rmSync(compileCache, { recursive: true, force: true });
for (const name of ["the first time", "the second", "the third"]) {
  tell(`${name}: starting`);
  starts.push(await measure());
}
rmSync(dataDir, { recursive: true, force: true });
await sandbox.close();
process.stderr.write("\n");

const later = starts.slice(1);
const slowest = Math.max(...later.map(({ readySeconds }) => readySeconds));
const largest = Math.max(...later.map(({ serviceMb }) => serviceMb));
console.log(`npm start with stores of its own; ${cpus().length} × ${cpus()[0]?.model}, Node.js ${process.version}, ${new Date().toISOString().slice(0, 10)}.
`);
console.log(
  [
    ...markdownTable([
      ["start", "ready after", `the service after ${idleSeconds} idle seconds`, "PostgreSQL and Redis"],
      ...starts.map(({ readySeconds, serviceMb, storesMb }, index) => [
        index === 0 ? "the first time" : "later",
        `${readySeconds.toFixed(2)} s`,
        `${serviceMb.toFixed(0)} MB`,
        `${storesMb.toFixed(0)} MB`,
      ]),
    ]),
    "",
    goal(
      slowest <= goals.readySeconds,
      `ready after ${slowest.toFixed(2)} s later (goal ${goals.readySeconds})`,
    ),
    goal(largest <= goals.idleMb, `${largest.toFixed(0)} MB idle later (goal ${goals.idleMb})`),
  ].join("\n"),
);

async function measure(): Promise<StartFigures> {
  const startedAt = performance.now();
  const npm = spawn("npm", ["start"], {
    env: { ...process.env, ...outsideWorld, ...environmentFor(sandbox), DATA_DIR: dataDir },
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
  const serviceMb = residentMb(Number(pid));
  const storesMb = storePids().reduce((sum, one) => sum + residentMb(one), 0);
  process.kill(Number(pid), "SIGTERM");
  await new Promise((done) => npm.once("exit", done));
  return { readySeconds: readyMs / 1000, serviceMb, storesMb };
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
