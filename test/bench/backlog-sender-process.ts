/** Sends the signed messages of a backlog, one webhook each, so many a second, in a process of its own. */
import { setTimeout as pause } from "node:timers/promises";

import { backlogMessage } from "./backlog-message.ts";
import { answerParent } from "./child-process.ts";
import { requestOf } from "./ingest-messages.ts";
import { type Connection, openConnection } from "./open-connection.ts";
import { shareOf } from "./share-of.ts";

export type Sending = { readonly messages: number; readonly clients: number; readonly perSecond: number };

/** What was due in some seconds: how long after that it was answered (milliseconds). */
export type IngestWindow = {
  readonly fromSecond: number;
  readonly messages: number;
  /** Answers other than 202, each of which was sent again. */
  readonly refused: number;
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
};

const { url } = JSON.parse(process.argv[2] ?? "{}") as { readonly url: string };

const connectionCount = 64;
const windowSeconds = 5;
const againAfterMs = 1000;

let sent = 0;

/** An address for each: the service cuts off a flood that comes from one. */
const connections = await Promise.all(
  Array.from({ length: connectionCount }, async (_, at) => await open(at)),
);

answerParent(url, { send, countSent: () => sent }, async () => connections.forEach((one) => one.close()));

async function open(at: number): Promise<Connection> {
  return await openConnection(url, `127.0.3.${at + 1}`);
}

async function exchange(at: number, request: Buffer): Promise<number> {
  if (!connections[at]!.isOpen) connections[at] = await open(at);
  return await connections[at]!.exchange(request);
}

async function send({ messages, clients, perSecond }: Sending): Promise<IngestWindow[]> {
  const { host } = new URL(url);
  const windows = new Map<number, { readonly tookMs: number[]; refused: number }>();
  const startedAt = performance.now();
  let next = 0;

  async function sendSome(at: number): Promise<void> {
    while (next < messages) {
      const number = next++;
      const dueMs = (number * 1000) / perSecond;
      const waitMs = startedAt + dueMs - performance.now();
      if (waitMs > 0) await pause(waitMs);
      const message = backlogMessage(number, clients);
      const inWindow = windowAt(Math.floor(dueMs / 1000 / windowSeconds) * windowSeconds);
      while ((await exchange(at, requestOf(message, host))) !== 202) {
        inWindow.refused += 1;
        await pause(againAfterMs);
      }
      inWindow.tookMs.push(performance.now() - startedAt - dueMs);
      sent += 1;
    }
  }

  function windowAt(second: number): { readonly tookMs: number[]; refused: number } {
    const known = windows.get(second) ?? { tookMs: [], refused: 0 };
    windows.set(second, known);
    return known;
  }

  await Promise.all(connections.map(async (_, at) => await sendSome(at)));
  return [...windows]
    .map(([fromSecond, { tookMs, refused }]) => {
      const sorted = tookMs.toSorted((one, other) => one - other);
      const [p50, p99, worst] = [shareOf(sorted, 0.5), shareOf(sorted, 0.99), shareOf(sorted, 1)];
      return { fromSecond, messages: sorted.length, refused, p50, p99, worst };
    })
    .toSorted((one, other) => one.fromSecond - other.fromSecond);
}
