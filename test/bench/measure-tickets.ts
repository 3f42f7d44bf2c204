import { setTimeout as pause } from "node:timers/promises";

import { zendeskSecret } from "../support/environment.ts";
import { importClients, untilDone } from "./backlog.ts";
import { benchEnvironment } from "./bench-environment.ts";
import { openBenchStores } from "./bench-stores.ts";
import { type Child, startChild } from "./child-process.ts";
import { enterpriseSandbox } from "./enterprise-sandbox.ts";
import { peakMb, processorSeconds, resetPeak } from "./process-figures.ts";
import type { Account } from "./sandbox-process.ts";
import { type TicketBench, untilQuiet, untilRight } from "./ticket-bench.ts";
import type { TicketAccount } from "./ticket-answers.ts";
import type { TicketFigures } from "./ticket-figures.ts";

/** One event after the other, on a service that has nothing else to do. */
export type SingleEvent = { readonly tookMs: number; readonly calls: number };

export type BurstFigures = TicketFigures & {
  readonly callsByKind: Readonly<Record<string, number>>;
  /** Events that Zendesk sent, those of our own writes included. */
  readonly events: number;
  readonly peakMb: number;
  readonly processorSeconds: number;
};

export type MeasuredTickets = { readonly singles: readonly SingleEvent[]; readonly burst: BurstFigures };

const minuteMs = 60_000;
const singleEvents = 10;

/** Within so long people write all tickets of the burst, some of them ten times a second. */
const writtenWithinMs = 5000;
const writtenEveryMs = 100;

const clientsWithinMs = 2 * minuteMs;

/** Tickets of so many clients, in real time: first one event after the other, then `size` tickets at once. */
export async function measureTickets(
  size: number,
  clients: number,
  tell: (words: string) => void,
): Promise<MeasuredTickets> {
  await using open = new AsyncDisposableStack();
  tell(`${clients} clients are made`);
  const { db, urls } = await openBenchStores(open);
  const sandbox = await startChild("sandbox-process.ts", enterpriseSandbox(minuteMs));
  open.defer(async () => await sandbox.close());
  const service = await startChild("service-process.ts", { minuteMs }, benchEnvironment(sandbox.url, urls));
  open.defer(async () => await service.close());
  const webhook = { url: new URL("/webhooks/zendesk", service.url).href, secret: zendeskSecret };
  await sandbox.ask("tellWebhooks", [webhook]);
  await importClients(db, clients);
  await untilDone(db, clientsWithinMs, (pending) => tell(`${pending} clients still to be made`));

  const bench: TicketBench = { db, sandbox, service, tell };
  const singles: SingleEvent[] = [];
  for (let number = 1; number <= singleEvents; number += 1) {
    // A customer writes a ticket, an agent takes its tag off, and so on.
    const question = number % 2 === 1 ? "createTickets" : "untagTicket";
    singles.push(await measureSingle(bench, question));
    tell(`event ${number} of ${singleEvents} took ${Math.round(singles.at(-1)?.tookMs ?? 0)} ms`);
  }
  return { singles, burst: await measureBurst(bench, size) };
}

async function measureSingle(
  bench: TicketBench,
  question: "createTickets" | "untagTicket",
): Promise<SingleEvent> {
  const { sandbox } = bench;
  await untilQuiet(bench);
  await sandbox.ask("forgetCalls");
  await sandbox.ask("forgetTickets");
  await sandbox.ask(question, 1);
  await untilRight(bench);
  await untilQuiet(bench);
  const { tookMs } = await sandbox.ask<TicketAccount>("ticketAccount");
  const { calls } = await sandbox.ask<Account>("account");
  return { tookMs: tookMs[0] ?? Infinity, calls };
}

async function measureBurst(bench: TicketBench, size: number): Promise<BurstFigures> {
  const { sandbox, service } = bench;
  await untilQuiet(bench);
  await sandbox.ask("forgetCalls");
  await sandbox.ask("forgetTickets");
  const before = await sandbox.ask<Account>("account");
  const eventsBefore = await sandbox.ask<number>("countEvents");
  const processorBefore = processorSeconds(service.pid);
  resetPeak(service.pid);

  await writeTickets(sandbox, size);
  await untilRight(bench);
  await untilQuiet(bench);
  const { wallMs, tookMs } = await sandbox.ask<TicketAccount>("ticketAccount");
  const { calls, refused, mostCallsInAMinute } = await sandbox.ask<Account>("account");
  const undelivered = await sandbox.ask<number>("countUndelivered");
  if (undelivered > 0) throw new Error(`${undelivered} events could not be delivered`);
  return {
    size,
    wallMs,
    tookMs,
    calls,
    refused: refused - before.refused,
    mostCallsInAMinute,
    callsByKind: await sandbox.ask("callsByKind"),
    events: (await sandbox.ask<number>("countEvents")) - eventsBefore,
    peakMb: peakMb(service.pid),
    processorSeconds: processorSeconds(service.pid) - processorBefore,
  };
}

async function writeTickets(sandbox: Child, size: number): Promise<void> {
  const steps = writtenWithinMs / writtenEveryMs;
  const startedAt = performance.now();
  for (let step = 1, written = 0; step <= steps; step += 1) {
    const until = Math.round((size * step) / steps);
    await sandbox.ask("createTickets", until - written);
    written = until;
    await pause(Math.max(0, startedAt + step * writtenEveryMs - performance.now()));
  }
}
