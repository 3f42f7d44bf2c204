import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

import { Redis } from "ioredis";

import { findProgram } from "../../src/embedded/find-program.ts";
import { findFreePort } from "../../src/embedded/free-port.ts";

/** A real Redis at one address, with what it was told kept as `npm start` keeps it. */
export type KillableRedis = {
  readonly url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
  freeze(forMs: number): Promise<void>;
  wipe(): Promise<void>;
};

export async function startKillableRedis(dir: string): Promise<KillableRedis> {
  await mkdir(dir, { recursive: true });
  const program = await findProgram("redis-server");
  if (program === undefined) throw new Error('no redis-server on the PATH: run "npm run setup:redis"');
  const port = await findFreePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    const place = ["--port", String(port), "--bind", "127.0.0.1", "--dir", dir];
    server = spawn(program!, [...place, "--appendonly", "yes", "--save", ""], { stdio: "ignore" });
    await asking(url, async (redis) => await redis.ping());
  }

  await start();
  return {
    url,
    start,
    async kill() {
      // Whoever stops a run by Ctrl-C stops it too.
      if (server!.exitCode !== null || server!.signalCode !== null) return;
      const gone = once(server!, "exit");
      server!.kill("SIGKILL");
      await gone;
    },
    async freeze(forMs) {
      server!.kill("SIGSTOP");
      await pause(forMs);
      server!.kill("SIGCONT");
    },
    wipe: async () => await asking(url, async (redis) => await redis.flushall()),
  };
}

async function asking(url: string, ask: (redis: Redis) => Promise<unknown>): Promise<void> {
  const redis = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
  redis.on("error", () => undefined);
  await ask(redis);
  redis.disconnect();
}
