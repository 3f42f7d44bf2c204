/** How long `los setup plan` takes for an account without anything, that answers each call after 50 ms. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpus } from "node:os";

import { exit } from "../../src/cli/io.ts";
import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { environmentFor } from "../support/environment.ts";

const latencyMs = 50;
const runs = 5;

const sandbox = await startSandbox({ seedFields: false, latencyMs });
console.log(`los setup plan, calls of ${latencyMs} ms, on ${cpus().length} × ${cpus()[0]?.model}\n`);
for (let run = 0; run < runs; run += 1) {
  sandbox.forgetCalls();
  const startedAt = performance.now();
  const plan = spawn(process.execPath, ["src/main.ts", "setup", "plan"], {
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      ...environmentFor(sandbox),
      PUBLIC_URL: "https://los.example",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = (await once(plan, "exit")) as [number | null];
  if (code !== exit.changes) throw new Error(`los setup plan ended with ${code}`);
  const seconds = (performance.now() - startedAt) / 1000;
  const calls = sandbox.calls.filter(({ path }) => path.startsWith("/api/"));
  console.log(`${seconds.toFixed(2)} s, ${calls.length} calls`);
}
await sandbox.close();
