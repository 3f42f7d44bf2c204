import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { onTestFinished } from "vitest";
import { findFreePort } from "../../src/embedded/free-port.ts";
import { findProgram } from "../../src/embedded/find-program.ts";

/** A Redis of one test's own, which may be killed, frozen and started again at the same address. */
export type OwnRedis = {
  readonly url: string;
  start(): Promise<void>;
  kill(): Promise<void>;
  /** Its connections stay open and nothing is answered. */
  freeze(): void;
  thaw(): void;
};

/** What was written to it outlives a kill. It is not running yet. */
export async function ownRedis(): Promise<OwnRedis> {
  const dir = await mkdtemp(join(tmpdir(), "los-test-redis-"));
  const program = await findProgram("redis-server");
  if (program === undefined) throw new Error("no redis-server to test with");
  const port = await findFreePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;

  async function kill(): Promise<void> {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, "exit");
    server.kill("SIGKILL");
    await gone;
  }
  onTestFinished(async () => {
    await kill();
    await rm(dir, { recursive: true, force: true });
  });

  return {
    url,
    async start() {
      const settings = ["--port", String(port), "--bind", "127.0.0.1", "--dir", dir];
      const kept = ["--appendonly", "yes", "--appendfsync", "always", "--save", ""];
      server = spawn(program, [...settings, ...kept], { stdio: "ignore" });
      await answering(url);
    },
    kill,
    freeze: () => void server?.kill("SIGSTOP"),
    thaw: () => void server?.kill("SIGCONT"),
  };
}

async function answering(url: string): Promise<void> {
  const redis = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
  redis.on("error", () => undefined);
  await redis.ping();
  redis.disconnect();
}
