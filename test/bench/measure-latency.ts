import { setTimeout as pause } from "node:timers/promises";

import { envelope, post } from "../support/accounting.ts";
import { zendeskSecret } from "../support/environment.ts";
import { clientIdOf, factsOf } from "./bench-clients.ts";
import { benchEnvironment } from "./bench-environment.ts";
import { openBenchStores } from "./bench-stores.ts";
import { type Child, startChild } from "./child-process.ts";
import type { Awaited } from "./latency-answers.ts";
import { stopped } from "./stopped.ts";
import type { TicketAccount } from "./ticket-answers.ts";
import { untilQuiet, untilRight } from "./ticket-bench.ts";

export type EventKind = "new client" | "changed segment" | "new ticket";

export type LatencyFigures = {
  readonly kind: EventKind;
  /** What a call to Zendesk takes. */
  readonly callMs: number;
  /** The first after the start, which is not among the others. */
  readonly firstMs: number;
  /** The quickest first. */
  readonly tookMs: readonly number[];
};

const minuteMs = 60_000;
const giveUpMs = 60_000;

/** A write waits for others to the same organization for so long after the one before. */
const gatheredMs = 3000;

/**
 * Between two events, each time another time, so that they meet what comes regularly at any point (milliseconds). More
 * than a ticket a second would be no idle service: three quarters of the 100 that Zendesk takes a minute are ours.
 */
const pauses = { least: 900, step: 37, most: 1200 };

/** One event after the other, on a service that has nothing else to do; as often as `events` says of each kind. */
export async function measureLatency(
  callMs: number,
  events: number,
  tell: (words: string) => void,
): Promise<LatencyFigures[]> {
  await using open = new AsyncDisposableStack();
  tell(`calls of ${callMs} ms: starting`);
  const { db, urls } = await openBenchStores(open);
  const sandbox = await startChild("sandbox-process.ts", { requestsPerMinute: 700, latencyMs: callMs });
  open.defer(async () => await sandbox.close());
  const service = await startChild("service-process.ts", { minuteMs }, benchEnvironment(sandbox.url, urls));
  open.defer(async () => await service.close());
  const webhook = { url: new URL("/webhooks/zendesk", service.url).href, secret: zendeskSecret };
  await sandbox.ask("tellWebhooks", [webhook]);

  async function repeat(
    kind: EventKind,
    measure: (index: number) => Promise<number>,
  ): Promise<LatencyFigures> {
    const firstMs = await measure(0);
    const tookMs: number[] = [];
    for (let index = 1; index <= events; index += 1) {
      stopped.throwIfAborted();
      tookMs.push(await measure(index));
      tell(`calls of ${callMs} ms, ${kind} ${index} of ${events}: ${Math.round(tookMs.at(-1) ?? 0)} ms`);
      await pause(pauses.least + ((index * pauses.step) % (pauses.most - pauses.least)));
    }
    return { kind, callMs, firstMs, tookMs: tookMs.toSorted((one, other) => one - other) };
  }

  const bench = { db, sandbox, service, tell };
  const newClients = await repeat("new client", async (index) => await newClient(bench, index));
  await pause(gatheredMs);
  const segments = await repeat("changed segment", async (index) => await changedSegment(bench, index));
  await untilQuiet(bench);
  const tickets = await repeat("new ticket", async () => {
    await sandbox.ask("forgetTickets");
    await sandbox.ask("createTickets", 1);
    await untilRight(bench);
    const { tookMs } = await sandbox.ask<TicketAccount>("ticketAccount");
    return tookMs[0]!;
  });
  return [newClients, segments, tickets];
}

type Running = { readonly sandbox: Child; readonly service: Child };

async function newClient(running: Running, index: number): Promise<number> {
  const { name, segment, vertical, domains } = factsOf(index);
  const body = {
    clientId: clientIdOf(index),
    occurredAt: "2026-11-20T15:00:00Z",
    name,
    segment,
    vertical,
    domains,
  };
  return await untilWritten(running, index, segment, envelope("new-client", body));
}

async function changedSegment(running: Running, index: number): Promise<number> {
  const { segment } = factsOf(index + 1);
  const body = {
    changeSetId: `bench-${index}`,
    occurredAt: "2026-11-20T16:00:00Z",
    changes: [{ clientId: clientIdOf(index), segment }],
  };
  return await untilWritten(running, index, segment, envelope("segment-changes", body));
}

/** From before the message is sent until its organization is written. */
async function untilWritten(
  { sandbox, service }: Running,
  index: number,
  segment: string,
  message: Parameters<typeof post>[1],
): Promise<number> {
  const awaited: Awaited = {
    externalId: clientIdOf(index),
    segment: `segment_${segment.toLowerCase().replaceAll(" ", "_")}`,
  };
  const written = sandbox.ask("untilWritten", awaited);
  const startedAt = performance.now();
  const { status } = await post(service.url, message);
  if (status !== 202) throw new Error(`the service answered ${status} to ${message.id}`);
  const isLate = Symbol("late");
  const end = await Promise.race([written, pause(giveUpMs, isLate, { ref: false })]);
  if (end === isLate) throw new Error(`${awaited.externalId} was not written within ${giveUpMs / 1000} s`);
  return performance.now() - startedAt;
}
