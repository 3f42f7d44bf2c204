/** Sends signed messages to one address, in a process of its own: as fast as they are answered, or so many a second. */
import { setTimeout as pause } from "node:timers/promises";

import { answerParent } from "./child-process.ts";
import { ingestMessages, requestOf } from "./ingest-messages.ts";
import { type Connection, openConnection } from "./open-connection.ts";

export type Load = {
  readonly messages: number;
  /** Undefined: each connection sends the next message when the last was answered. */
  readonly perSecond?: number;
};

export type LoadFigures = {
  readonly wallMs: number;
  /**
   * The quickest first. At so many a second they count from when a message should have been sent, so that one that had to
   * wait for those before it is not taken for quick.
   */
  readonly tookMs: readonly number[];
  readonly statuses: Readonly<Record<number, number>>;
};

const { url, connections: count } = JSON.parse(process.argv[2] ?? "{}") as {
  readonly url: string;
  readonly connections: number;
};

const messages = ingestMessages();

let connections: readonly Connection[] = [];

answerParent(url, { send }, async () => closeConnections());

function closeConnections(): void {
  connections.forEach((connection) => connection.close());
}

/** Anew for each round: the service may have closed what was idle meanwhile. */
async function openConnections(): Promise<void> {
  closeConnections();
  // An address for each: the service cuts off a flood that comes from one.
  connections = await Promise.all(
    Array.from({ length: count }, async (_, index) => await openConnection(url, `127.0.2.${index + 1}`)),
  );
}

async function send({ messages: size, perSecond }: Load): Promise<LoadFigures> {
  const requests = Array.from({ length: size }, () => requestOf(messages.next().value, new URL(url).host));
  await openConnections();
  const tookMs: number[] = [];
  const statuses: Record<number, number> = {};
  let sent = 0;
  const startedAt = performance.now();

  async function sendOn(connection: Connection): Promise<void> {
    for (let number = sent++; number < size; number = sent++) {
      const dueAt = perSecond === undefined ? performance.now() : startedAt + (number * 1000) / perSecond;
      if (dueAt > performance.now()) await pause(dueAt - performance.now());
      // Timers may be some tenths of a millisecond early.
      const countsFrom = Math.min(dueAt, performance.now());
      const status = await connection.exchange(requests[number]!);
      tookMs.push(performance.now() - countsFrom);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  }

  await Promise.all(connections.map(sendOn));
  const wallMs = performance.now() - startedAt;
  return { wallMs, tookMs: tookMs.toSorted((one, other) => one - other), statuses };
}
