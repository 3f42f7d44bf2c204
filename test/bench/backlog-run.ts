import { setTimeout as pause } from "node:timers/promises";

import { sql } from "kysely";

import { countPending, untilDone } from "./backlog.ts";
import { managerOf } from "./backlog-message.ts";
import { type Sample, startSampling } from "./backlog-samples.ts";
import type { IngestWindow, Sending } from "./backlog-sender-process.ts";
import { type DatabaseWeight, weighDatabase, weighWaitingKey } from "./backlog-weight.ts";
import { benchEnvironment } from "./bench-environment.ts";
import { openBenchStores, type Stores } from "./bench-stores.ts";
import { type Child, startChild } from "./child-process.ts";
import { count } from "./count.ts";
import { enterpriseSandbox } from "./enterprise-sandbox.ts";
import type { Account, JobAccount } from "./sandbox-process.ts";
import { stopped } from "./stopped.ts";

export type BacklogOptions = Sending & {
  /** What a minute of Zendesk lasts. */
  readonly minuteMs: number;
};

export type BacklogFigures = {
  readonly windows: readonly IngestWindow[];
  readonly samples: readonly Sample[];
  readonly sendMs: number;
  /** Keys that wait for Zendesk when the last message is in, and what that takes up. */
  readonly waitingKeys: number;
  readonly weight: DatabaseWeight;
  readonly waitingKeyBytes: number;
  /** Calls while Zendesk was away, each of them refused. */
  readonly callsWhileAway: number;
  readonly drainMs: number;
  readonly calls: number;
  readonly refused: number;
  readonly mostCallsInAMinute: number;
  /** Bulk jobs under way on average, from when Zendesk is back until nothing waits. */
  readonly jobsInFlight: number;
  /** Since the first message was sent. */
  readonly backAtSecond: number;
  /** Messages that are in the database, and organizations as the last of their messages wants them. */
  readonly kept: number;
  readonly right: number;
};

type Processes = Readonly<Record<"sandbox" | "http" | "worker" | "sender", Child>>;

const drainWithinMs = 60 * 60_000;
const lookEveryMs = 1000;

/** Zendesk is away while all messages come in, then it is back and everything that waited is done. */
export async function measureBacklog(
  options: BacklogOptions,
  tell: (words: string) => void,
): Promise<BacklogFigures> {
  await using open = new AsyncDisposableStack();
  const stores = await openBenchStores(open);
  const waitingKeyBytes = await weighWaitingKey(stores.urls.redisUrl, options.clients);
  const processes = await startProcesses(options.minuteMs, stores, open);
  const { sandbox, sender } = processes;
  await sandbox.ask("tellFaults", [
    { kinds: ["503"], retryAfterSeconds: Math.ceil(options.minuteMs / 1000) },
  ]);

  const sampling = startSampling(stores, processes);
  open.defer(async () => await sampling.stop());
  const startedAt = performance.now();
  const windows = await sendAll(sender, options, tell);
  const sendMs = performance.now() - startedAt;
  const waitingKeys = await countPending(stores.db);
  const weight = await weighDatabase(stores.db);
  const { calls: callsWhileAway, refused: refusedBefore } = await sandbox.ask<Account>("account");

  await sandbox.ask("forgetCalls");
  await sandbox.ask("tellFaults", []);
  const backAt = performance.now();
  await untilDone(stores.db, drainWithinMs, (pending) => tell(`Zendesk is back: ${count(pending)} to go`));
  const drainMs = performance.now() - backAt;
  const { calls, refused, mostCallsInAMinute } = await sandbox.ask<Account>("account");
  await sampling.stop();
  const last = managerOf(Math.ceil(options.messages / options.clients) - 1);
  return {
    windows,
    samples: sampling.samples,
    sendMs,
    waitingKeys,
    weight,
    waitingKeyBytes,
    callsWhileAway,
    drainMs,
    calls,
    refused: refused - refusedBefore,
    mostCallsInAMinute,
    jobsInFlight: jobMs(await sandbox.ask<JobAccount>("jobAccount"), options.minuteMs) / drainMs,
    backAtSecond: Math.round((backAt - startedAt) / 1000),
    kept: await countMessages(stores),
    right: await sandbox.ask<number>("countManagedBy", last),
  };
}

/** How long the sandbox works at so many jobs, one after the other. */
function jobMs({ jobs, rows }: JobAccount, minuteMs: number): number {
  const { startDelayMs = 0, rowsPerSecond = Infinity } = enterpriseSandbox(minuteMs).jobs ?? {};
  return jobs * startDelayMs + (rows / rowsPerSecond) * 1000;
}

/** Http and work apart, so that the memory of each is its own. */
async function startProcesses(
  minuteMs: number,
  { urls }: Stores,
  open: AsyncDisposableStack,
): Promise<Processes> {
  const start = async (...which: Parameters<typeof startChild>): Promise<Child> => {
    const child = await startChild(...which);
    open.defer(async () => await child.close());
    return child;
  };
  const sandbox = await start("sandbox-process.ts", enterpriseSandbox(minuteMs));
  // That Zendesk is away would be warned of all the time.
  const env = { ...benchEnvironment(sandbox.url, urls), LOG_LEVEL: "error" };
  const http = await start("service-process.ts", { minuteMs, role: "http" }, env);
  const worker = await start("service-process.ts", { minuteMs, role: "worker" }, env);
  return { sandbox, http, worker, sender: await start("backlog-sender-process.ts", { url: http.url }) };
}

async function sendAll(
  sender: Child,
  sending: Sending,
  tell: (words: string) => void,
): Promise<IngestWindow[]> {
  const sent = sender.ask<IngestWindow[]>("send", sending);
  const telling = new AbortController();
  const told = (async () => {
    while (!telling.signal.aborted) {
      tell(`Zendesk is away: ${count(await sender.ask<number>("countSent"))} messages are in`);
      await pause(lookEveryMs);
    }
  })();
  const { promise: cut, reject } = Promise.withResolvers<never>();
  stopped.addEventListener("abort", () => reject(stopped.reason));
  try {
    return await Promise.race([sent, cut]);
  } finally {
    telling.abort();
    await told;
  }
}

async function countMessages({ db }: Stores): Promise<number> {
  const { rows } = await sql<{ kept: bigint }>`select count(*) as kept from messages`.execute(db);
  return Number(rows[0]?.kept);
}
