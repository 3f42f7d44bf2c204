import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open as openFile, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const readyWithinMs = 60_000;
const lookEveryMs = 50;

export type HttpService = { readonly url: string; readonly pid: number };

/**
 * `los serve --role http` with the flags of `npm start`, which logs into a file: whoever read its lines here would take
 * processor time from what is measured.
 */
export async function startHttpService(
  env: Readonly<Record<string, string>>,
  open: AsyncDisposableStack,
): Promise<HttpService> {
  const folder = await mkdtemp(join(tmpdir(), "los-bench-log-"));
  open.defer(async () => await rm(folder, { recursive: true }));
  const log = join(folder, "log.ndjson");
  const file = await openFile(log, "w");
  const child = spawn(
    process.execPath,
    ["--max-semi-space-size=4", "--heap-growing-percent=50", "src/main.ts", "serve", "--role", "http"],
    {
      env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...env, LOG_LEVEL: "info" },
      stdio: ["ignore", "ignore", file.fd],
    },
  );
  await file.close();
  const exited = once(child, "exit");
  open.defer(async () => {
    child.kill("SIGTERM");
    await exited;
  });

  const giveUpAt = performance.now() + readyWithinMs;
  for (;;) {
    const said = await readFile(log, "utf8");
    const ready = said.split("\n").find((line) => line.includes('"service.ready"'));
    if (ready !== undefined) {
      return { url: (JSON.parse(ready) as { readonly url: string }).url, pid: child.pid! };
    }
    if (child.exitCode !== null || performance.now() > giveUpAt) {
      throw new Error(`the service is not ready:\n${said}`);
    }
    await pause(lookEveryMs);
  }
}
