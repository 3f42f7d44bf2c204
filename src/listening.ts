import { getHeapStatistics } from "node:v8";

import type { Logger } from "pino";

import type { Config } from "./config.ts";
import { createConsole } from "./console/console.ts";
import type { Catalogue } from "./domain/catalogue/catalogue.ts";
import { watchDisk } from "./embedded/disk-shortage.ts";
import { watchHeap } from "./heap-shortage.ts";
import { buildApp } from "./http/app.ts";
import type { HealthPorts } from "./http/health.ts";
import { createPresence } from "./http/presence.ts";
import { bodiesAtMost, type Shortages } from "./http/shedding.ts";
import { buildWatchApp } from "./http/watch-app.ts";
import type { Observing } from "./observing.ts";
import { createOperations } from "./operating.ts";
import type { Producer } from "./queue/producer.ts";
import { wakeTogether } from "./queue/wake-together.ts";
import { openRawQueues } from "./raw-queues.ts";
import { type Database, pingDatabase } from "./store/database.ts";
import { createInbox } from "./store/inbox/inbox.ts";
import { createSessions } from "./store/sessions.ts";
import { warnSeldom } from "./warn-seldom.ts";
import { isLoopback } from "./zendesk/is-loopback.ts";

export type ListeningOptions = {
  readonly config: Config;
  readonly catalogue: Catalogue;
  readonly db: Database;
  /** On which nothing but a ping waits: a ping is not late because all of `db` is busy. */
  readonly pinged: Database;
  readonly redisUrl: string;
  readonly producer: Producer;
  readonly observing: Observing;
  readonly log: Logger;
  /** It is closed with this. */
  readonly open: AsyncDisposableStack;
};

/** The http role: webhooks, the operations API, the console, health and metrics. Answers where it listens. */
export async function startListening(options: ListeningOptions): Promise<string> {
  const { config, catalogue, db, redisUrl, producer, observing, log, open } = options;
  const operators = config.operations.tokens;
  for (const { name } of operators.filter(({ isWeak }) => isWeak)) {
    log.warn(
      { operator: name },
      "operators.weak-token: a token of OPS_TOKENS is short enough to be guessed; make another with los token NAME ROLE",
    );
  }

  const tell = warnSeldom(log, "wake.failed");
  const wake = wakeTogether(async (keys) => await producer.wake(keys), tell);
  const operations = createOperations({ config, catalogue, db, wake, findBudget: observing.findBudget });
  const { url } = config.zendesk;
  const rawQueues = operators.length > 0 ? openRawQueues(redisUrl, log) : undefined;
  open.defer(async () => await rawQueues?.close());
  const checks = checksOf(options);
  const presence = createPresence(checks);
  const console = createConsole({
    operations,
    operators,
    presence,
    sessions: createSessions(db),
    catalogue,
    account: { url, isSandbox: isLoopback(new URL(url).hostname) },
    now: () => new Date(),
    ...(rawQueues && { rawQueues: rawQueues.plugin }),
  });

  const app = await buildApp(
    {
      inbox: observing.around(createInbox(db)),
      catalogue,
      secrets: config.accounting.webhookSecrets,
      zendeskSecrets: config.zendesk.webhookSecrets,
      wake,
      checks,
      shortages: await shortagesOf(config, open),
      presence,
      operations,
      operators,
      render: observing.render,
      plugins: [console],
      log,
    },
    {
      trustedProxies: config.http.trustedProxies,
      drainMs: config.http.drainMs,
      bodiesAtMostBytes: bodiesAtMost(getHeapStatistics().heap_size_limit),
    },
  );
  open.defer(async () => await app.close());
  return await app.listen(config.http);
}

/** What a worker without http answers to whoever watches over it, where METRICS_PORT says. */
export async function startWatchListener(options: WatchListenerOptions): Promise<void> {
  const { config, observing, open } = options;
  const port = config.operations.metricsPort;
  if (port === undefined) return;
  const app = buildWatchApp({ checks: checksOf(options), render: observing.render });
  open.defer(async () => await app.close());
  await app.listen({ host: config.http.host, port });
}

export type WatchListenerOptions = Pick<
  ListeningOptions,
  "config" | "pinged" | "producer" | "observing" | "open"
>;

function checksOf({
  pinged,
  producer,
}: Pick<ListeningOptions, "pinged" | "producer">): HealthPorts["checks"] {
  return {
    database: { ping: async () => await pingDatabase(pinged), isEssential: true },
    redis: { ping: async () => await producer.ping(), isEssential: false },
  };
}

/** The disk of a PostgreSQL elsewhere is not ours to look at: when it is full, PostgreSQL says so. */
async function shortagesOf({ databaseUrl, dataDir }: Config, open: AsyncDisposableStack): Promise<Shortages> {
  const memory = watchHeap();
  if (databaseUrl !== undefined) return { memory };
  const disk = await watchDisk(dataDir);
  open.defer(() => disk.close());
  return { memory, disk: disk.findShortage };
}
