import { setTimeout as pause } from "node:timers/promises";

import { pino } from "pino";

import { findFreePort } from "../../src/embedded/free-port.ts";
import { createProducer, type Producer } from "../../src/queue/producer.ts";
import { recordMessages } from "../../src/store/inbox/record-messages.ts";
import { countPending, untilDone } from "./backlog.ts";
import { benchEnvironment } from "./bench-environment.ts";
import { openBenchStores, type Stores } from "./bench-stores.ts";
import { startChild } from "./child-process.ts";
import { count } from "./count.ts";
import { enterpriseSandbox } from "./enterprise-sandbox.ts";
import { clientEvents, ticketEvent } from "./million-events.ts";
import { type MemorySample, watchMemory } from "./million-memory.ts";
import { stopped } from "./stopped.ts";
import type { PlainTask } from "./ticket-answers.ts";

export type MillionOptions = {
  readonly events: number;
  /** So many clients and so many tickets take turns: with each round something happened to all of them. */
  readonly keys: number;
};

export type MillionFigures = {
  readonly events: number;
  readonly samples: readonly MemorySample[];
  readonly wallMs: number;
};

/** A minute of Zendesk lasts so long here, and its limits are out of the way: the worker is to work. */
const minuteMs = 6000;
const sandboxOptions = {
  ...enterpriseSandbox(minuteMs),
  latencyMs: 0,
  requestsPerMinute: 1_000_000,
  ticketUpdatesPerMinute: 1_000_000,
  organizationUpdatesPerMinute: 1_000_000,
  jobs: { startDelayMs: 0, rowsPerSecond: 1_000_000 },
  keptCalls: 1000,
};

const together = 100;

/** No more wait at a time, so that nothing that happens to a key is taken for what happened to it before. */
const waitingAtMost = 5000;
const lookEveryMs = 50;
const doneWithinMs = 10 * 60_000;

/** One worker handles all events; they come into its inbox as http would put them there. */
export async function measureMillion(
  { events, keys }: MillionOptions,
  tell: (words: string) => void,
): Promise<MillionFigures> {
  await using open = new AsyncDisposableStack();
  const { db, urls } = await openBenchStores(open);
  const sandbox = await startChild("sandbox-process.ts", sandboxOptions);
  open.defer(async () => await sandbox.close());
  const port = await findFreePort();
  const worker = await startChild(
    "service-process.ts",
    { minuteMs, role: "worker" },
    { ...benchEnvironment(sandbox.url, urls), METRICS_PORT: String(port), LOG_LEVEL: "error" },
  );
  open.defer(async () => await worker.close());
  const producer = createProducer(urls.redisUrl, pino({ level: "silent" }));
  open.defer(async () => await producer.close());
  const memory = watchMemory(worker.pid, `http://127.0.0.1:${port}/metrics`);
  open.defer(async () => await memory.stop());
  const teller = (words: string) => () =>
    tell(`${words}: ${count(memory.attempts)} attempts, ${Math.round(memory.residentMb)} MB`);

  const startedAt = performance.now();
  // In the first round there are no tickets yet.
  const rounds = Math.ceil((events / keys + 1) / 2);
  let tickets: readonly number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (let from = 0; from < keys; from += together) {
      await untilFewWait(db, teller(`round ${round + 1} of ${rounds}`));
      const to = Math.min(from + together, keys);
      await put({ db, producer }, [clientEvents(round, from, to)]);
      await put(
        { db, producer },
        tickets.slice(from, to).map((ticketId) => ticketEvent(round, ticketId)),
      );
    }
    await untilDone(db, doneWithinMs, teller(`end of round ${round + 1}`));
    if (round === 0) {
      const created = await sandbox.ask<PlainTask[]>("createTickets", keys);
      tickets = created.map(({ id }) => id);
    }
  }
  const wallMs = performance.now() - startedAt;
  await memory.stop();
  return { events: keys * (2 * rounds - 1), samples: memory.samples, wallMs };
}

type Ports = Pick<Stores, "db"> & { readonly producer: Producer };

async function put({ db, producer }: Ports, messages: Parameters<typeof recordMessages>[1]): Promise<void> {
  if (messages.length === 0) return;
  const accepted = await recordMessages(db, messages);
  await producer.wake(accepted.flatMap((one) => (one === "reused" ? [] : one.dirty)));
}

async function untilFewWait(db: Stores["db"], tell: () => void): Promise<void> {
  stopped.throwIfAborted();
  while ((await countPending(db)) > waitingAtMost) {
    stopped.throwIfAborted();
    tell();
    await pause(lookEveryMs);
  }
}
