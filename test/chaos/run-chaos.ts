import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { seededRandom } from "../../src/sandbox/seeded-random.ts";
import { connectDatabase } from "../../src/store/database.ts";
import { benchEnvironment } from "../bench/bench-environment.ts";
import { type Child, startChild } from "../bench/child-process.ts";
import { stopped } from "../bench/stopped.ts";
import { startProxy } from "../support/proxy.ts";
import { sendPatiently } from "./accounting-sender.ts";
import { startBalancer } from "./balancer.ts";
import { chaosMessages } from "./chaos-messages.ts";
import { type DisasterCounts, disasters, type Doomed } from "./disasters.ts";
import { type Happening, openHistory, readHistory } from "./history.ts";
import { judge } from "./judge.ts";
import { startKillablePostgres } from "./killable-postgres.ts";
import { startKillableRedis } from "./killable-redis.ts";
import type { SandboxArgument } from "./sandbox-process.ts";
import { assembleFleet } from "./service-fleet.ts";
import { untilRest } from "./until-rest.ts";

export type ChaosOptions = DisasterCounts & {
  readonly seed: number;
  readonly messages: number;
  /** How long messages and disasters go on. */
  readonly durationMs: number;
  /** The least number of faults of Zendesk's: people and senders go on until there were so many. */
  readonly zendeskFaults: number;
  /** Where the history is written. */
  readonly historyFile: string;
};

export type ChaosResult = { readonly history: readonly Happening[]; readonly problems: readonly string[] };

/** Zendesk's minute: everything of it is ten times faster. */
const minuteMs = 6000;

/** Of the 700 calls that Zendesk Suite Enterprise allows in a minute, by default three quarters are ours. */
const law = { minuteMs, callsPerMinute: 525 };

/** For each five messages people do something with a ticket. */
const messagesPerTicket = 5;

/** Starts everything, lets it suffer, waits until it rests, and judges what is left. */
export async function runChaos(
  options: ChaosOptions,
  progress: (words: string) => void,
): Promise<ChaosResult> {
  await using open = new AsyncDisposableStack();
  const { seed, historyFile } = options;
  await writeFile(historyFile, "");
  const tell = openHistory(historyFile);
  const { doomed, sandbox } = await startEverything(seed, historyFile, open, (role) => {
    tell({ kind: "ended", at: Date.now(), role });
  });

  progress("everything runs");
  await sandbox.ask("misbehave");
  const suffered = await Promise.allSettled([
    disasters(doomed, options, { durationMs: options.durationMs, dice: seededRandom(seed + 1) }, tell),
    sendAll(options, doomed.balancer.url, sandbox, tell, progress),
  ]);
  for (const part of suffered) if (part.status === "rejected") throw part.reason;
  await sandbox.ask("behave");
  await doomed.fleet.whole();

  const db = connectDatabase(doomed.postgres.url, {});
  open.defer(async () => await db.destroy());
  const unrest = await untilRest(db, sandbox, minuteMs, progress);
  await sandbox.ask("rest");
  const history = readHistory(historyFile);
  return { history, problems: [...unrest, ...judge(history, law)] };
}

async function startEverything(
  seed: number,
  history: string,
  open: AsyncDisposableStack,
  tellEnded: (role: string) => void,
): Promise<{ doomed: Doomed; sandbox: Child }> {
  const dir = await mkdtemp(join(tmpdir(), "los-chaos-"));
  open.defer(async () => await rm(dir, { recursive: true, force: true }));
  const postgres = await startKillablePostgres(join(dir, "postgres"));
  open.defer(async () => await postgres.close());
  const redis = await startKillableRedis(join(dir, "redis"));
  open.defer(async () => await redis.kill());
  const redisWire = open.use(await startProxy(redis.url));
  const postgresWire = open.use(await startProxy(postgres.url));

  const fleet = await assembleFleet(minuteMs, tellEnded);
  const balancer = await startBalancer(fleet.httpPorts);
  open.defer(async () => await balancer.close());
  const webhookUrl = new URL("/webhooks/zendesk", balancer.url).href;
  const argument: SandboxArgument = { seed, minuteMs, history, webhookUrl };
  const sandbox = await startChild("../chaos/sandbox-process.ts", argument);
  open.defer(async () => await sandbox.close());
  const stores = {
    databaseUrl: postgresWire.inFrontOf(postgres.url),
    redisUrl: redisWire.inFrontOf(redis.url),
  };
  open.defer(async () => await fleet.close());
  await fleet.start({
    ...benchEnvironment(sandbox.url, stores),
    CONFIG_DIR: await impatientConfig(join(dir, "config")),
    LOG_LEVEL: process.env["LOG_LEVEL"] ?? "silent",
  });
  return { doomed: { fleet, redis, postgres, redisWire, postgresWire, balancer }, sandbox };
}

/** The catalogue as shipped, except that what webhooks did not tell is read every minute. */
async function impatientConfig(dir: string): Promise<string> {
  await mkdir(dir);
  await cp("config", dir, { recursive: true });
  const file = join(dir, "service-levels.yaml");
  const catalogue = await readFile(file, "utf8");
  await writeFile(file, catalogue.replace(/every_minutes: \d+/, "every_minutes: 1"));
  return dir;
}

async function sendAll(
  { seed, messages, durationMs, zendeskFaults }: ChaosOptions,
  url: string,
  sandbox: Child,
  tell: (happening: Happening) => void,
  progress: (words: string) => void,
): Promise<void> {
  const all = chaosMessages(messages, seededRandom(seed));
  const sending: Promise<void>[] = [];
  const startedAt = performance.now();
  for (const [index, message] of all.entries()) {
    stopped.throwIfAborted();
    await pause(Math.max(0, startedAt + (durationMs * index) / all.length - performance.now()));
    sending.push(sendPatiently(url, message, tell));
    if (index % messagesPerTicket === 0) await sandbox.ask("peopleDoSomething", index);
    progress(`${index + 1} of ${all.length} messages sent`);
  }
  await Promise.all(sending);
  for (let more = 0; ; more += 1) {
    const faults = Object.values(await sandbox.ask<Record<string, number>>("countFaults"));
    const total = faults.reduce((sum, one) => sum + one, 0);
    if (total >= zendeskFaults) return;
    stopped.throwIfAborted();
    progress(`${total} of ${zendeskFaults} faults of Zendesk's`);
    await sandbox.ask("peopleDoSomething", messages + more);
    await pause(durationMs / messages);
  }
}
