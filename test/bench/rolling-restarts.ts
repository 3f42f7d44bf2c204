import { setTimeout as pause } from "node:timers/promises";

import { startServiceProcess, type ServiceProcess } from "../support/service-process.ts";
import { startRollingBalancer } from "./rolling-balancer.ts";
import { type Sent, startRollingSender } from "./rolling-sender.ts";
import { stopped } from "./stopped.ts";

/** Direct: a sender that knows the addresses of both processes and asks neither whether it is ready. */
export type Way = "balancer" | "direct";

export type RollingOptions = {
  readonly way: Way;
  readonly restarts: number;
  readonly perSecond: number;
  readonly env: Readonly<Record<string, string>>;
  readonly tell?: (words: string) => void;
};

export type Restart = {
  /** Since the first message was sent. */
  readonly atMs: number;
  readonly startMs: number;
  readonly stopMs: number;
  readonly exitCode: number | null;
};

export type RollingFigures = {
  readonly way: Way;
  readonly sent: readonly Sent[];
  readonly restarts: readonly Restart[];
  /** How often a connection was not taken, and another process was asked. */
  readonly turnedAway: number;
};

/** Messages go on for so long after the last process was replaced. */
const restMs = 500;

/**
 * Two http processes under steady load, of which each is replaced in turn: the new one is ready before the old one stops,
 * and while that one stops the next one starts.
 */
export async function rollingRestarts({
  way,
  restarts: count,
  perSecond,
  env,
  tell = () => {},
}: RollingOptions): Promise<RollingFigures> {
  await using open = new AsyncDisposableStack();
  const balancer = await startRollingBalancer();
  open.defer(async () => await balancer.close());
  const running: ServiceProcess[] = [];
  open.defer(async () => {
    await Promise.all(running.map(async (one) => await one.kill("SIGTERM")));
  });
  let turn = 0;

  async function start(): Promise<void> {
    const one = await startServiceProcess({ ...env, LOG_LEVEL: "info" }, ["--role", "http"]);
    running.push(one);
    if (way === "balancer") await balancer.add(one.url);
  }

  function addresses(): readonly string[] {
    if (way === "balancer") return [balancer.url];
    turn += 1;
    return running.map((_, index) => running[(turn + index) % running.length]!.url);
  }

  async function stopOldest(started: Pick<Restart, "atMs" | "startMs">): Promise<void> {
    const old = running[0]!;
    const stoppedAt = performance.now();
    await old.kill("SIGTERM");
    running.shift();
    balancer.remove(old.url);
    restarts.push({ ...started, stopMs: performance.now() - stoppedAt, exitCode: old.child.exitCode });
  }

  await Promise.all([start(), start()]);
  const startedAt = performance.now();
  const sender = startRollingSender(perSecond, addresses);
  open.defer(async () => await sender.stop());
  const restarts: Restart[] = [];
  let replaced = Promise.resolve();
  for (let number = 1; number <= count; number += 1) {
    stopped.throwIfAborted();
    tell(`${way}: ${number} of ${count} restarts, ${sender.sent.length} messages`);
    const atMs = performance.now() - startedAt;
    await start();
    const startMs = performance.now() - startedAt - atMs;
    await replaced;
    replaced = stopOldest({ atMs, startMs });
  }
  await replaced;
  await pause(restMs);
  await sender.stop();
  return { way, sent: sender.sent, restarts, turnedAway: balancer.turnedAway + sender.turnedAway };
}
