import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { seededRandom } from "../../src/sandbox/seeded-random.ts";
import { benchEnvironment } from "../bench/bench-environment.ts";
import { type Child, startChild } from "../bench/child-process.ts";
import { startProxy } from "../support/proxy.ts";
import { startBalancer } from "./balancer.ts";
import { type CampaignCounts, campaignMs, planRounds, wage } from "./campaign.ts";
import { chaosFigures } from "./chaos-figures.ts";
import { chaosMessages } from "./chaos-messages.ts";
import { connectPatiently } from "./connect-patiently.ts";
import { createCrashPlan } from "./crash-plan.ts";
import { type Happening, openHistory, readHistory } from "./history.ts";
import { judge } from "./judge.ts";
import { startKillablePostgres } from "./killable-postgres.ts";
import { startKillableRedis } from "./killable-redis.ts";
import type { SandboxArgument } from "./sandbox-process.ts";
import { sendAll } from "./send-all.ts";
import { assembleFleet } from "./service-fleet.ts";
import { shortfalls } from "./shortfalls.ts";
import { untilFaultsStruck } from "./until-faults-struck.ts";
import { untilRest } from "./until-rest.ts";
import { createWeapons, type Doomed } from "./weapons.ts";

export type ChaosOptions = CampaignCounts & {
  readonly seed: number;
  /** The least number of different messages that are answered 202. */
  readonly messages: number;
  /** The least number of faults of Zendesk's. */
  readonly zendeskFaults: number;
  /** Where the history is written. */
  readonly historyFile: string;
};

export type ChaosResult = { readonly history: readonly Happening[]; readonly problems: readonly string[] };

/** Zendesk's minute: everything of it is ten times faster. */
const minuteMs = 6000;

/** Of the 700 calls that Zendesk Suite Enterprise allows in a minute, by default three quarters are ours. */
const law = { minuteMs, callsPerMinute: 525 };

/** Some senders give up, and the campaign may take longer than planned: there are so many times more messages than have to be taken. */
const spareMessages = 5;

/** Messages come a little faster than they have to. */
const hurry = 0.85;

/** Starts everything, lets it suffer, waits until it rests, and judges what is left. */
export async function runChaos(
  options: ChaosOptions,
  progress: (words: string) => void,
): Promise<ChaosResult> {
  return await sufferAndRest(options, progress).catch((cause: unknown) => {
    const { seed, historyFile } = options;
    throw new Error(`the chaos of seed ${seed} did not come to its end; its history is ${historyFile}`, {
      cause,
    });
  });
}

async function sufferAndRest(options: ChaosOptions, progress: (words: string) => void): Promise<ChaosResult> {
  await using open = new AsyncDisposableStack();
  const { seed, messages, zendeskFaults, historyFile } = options;
  await writeFile(historyFile, "");
  const tell = openHistory(historyFile);
  const { doomed, sandbox } = await startEverything(options, open, tell);
  const db = connectPatiently(doomed.postgres.url);
  open.defer(async () => await db.destroy());

  const rounds = planRounds(options);
  const everyMs = (campaignMs(rounds) / messages) * hurry;
  const dice = seededRandom(seed + 1);
  const weapons = createWeapons(doomed, dice, tell);
  let isOver = false;
  async function sufferAll(): Promise<void> {
    try {
      await wage(rounds, { weapons, fleet: doomed.fleet, sandbox, db, tell }, dice, progress);
      await untilFaultsStruck(sandbox, zendeskFaults, progress);
    } finally {
      isOver = true;
    }
  }
  const parts = await Promise.allSettled([
    sufferAll(),
    sendAll(chaosMessages(messages * spareMessages, seededRandom(seed), everyMs), {
      url: doomed.balancer.url,
      sandbox,
      everyMs,
      atLeast: messages,
      isOver: () => isOver,
      tell,
    }),
  ]);
  for (const part of parts) if (part.status === "rejected") throw part.reason;
  await sandbox.ask("behave");

  const unrest = await untilRest(db, sandbox, minuteMs, progress);
  await sandbox.ask("rest");
  const history = readHistory(historyFile);
  return {
    history,
    problems: [...unrest, ...judge(history, law), ...shortfalls(chaosFigures(history), options)],
  };
}

async function startEverything(
  { seed, historyFile: history }: ChaosOptions,
  open: AsyncDisposableStack,
  tell: (happening: Happening) => void,
): Promise<{ doomed: Doomed; sandbox: Child }> {
  const dir = await mkdtemp(join(tmpdir(), "los-chaos-"));
  open.defer(async () => await rm(dir, { recursive: true, force: true }));
  const postgres = await startKillablePostgres(join(dir, "postgres"));
  open.defer(async () => await postgres.close());
  const redis = await startKillableRedis(join(dir, "redis"));
  open.defer(async () => await redis.kill());
  const redisWire = open.use(await startProxy(redis.url));
  const postgresWire = open.use(await startProxy(postgres.url));

  const fleet = await assembleFleet({
    minuteMs,
    history,
    crashAt: createCrashPlan(seededRandom(seed + 2)),
    dice: seededRandom(seed + 3),
    tell,
  });
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
    NODE_COMPILE_CACHE: join("node_modules", ".cache", "los-sync"),
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
