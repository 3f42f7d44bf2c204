import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";

import { signed } from "../support/signed.ts";
import { clientIdOf } from "./bench-clients.ts";

/** One message: when it was due (milliseconds since the start), and what its sender saw. */
export type Sent = {
  readonly id: string;
  readonly atMs: number;
  readonly tookMs: number;
  /** 202, another status with the problem's code, or the code of the error that came instead of an answer. */
  readonly saw: number | string;
};

export type RollingSender = {
  readonly sent: readonly Sent[];
  /** How often an address did not take the connection, and the next was tried. */
  readonly turnedAway: number;
  /** Sends no more; resolves when the last answer is there. */
  stop(): Promise<void>;
};

const clients = 1000;

/** A machine that is too slow for the pace gets a slower one, not a flood. */
const underWayAtMost = 50;

/**
 * Sends so many messages a second over connections that are kept alive. Where an address
 * takes no connection the next one is tried; what was sent is never sent again.
 */
export function startRollingSender(perSecond: number, addresses: () => readonly string[]): RollingSender {
  const agent = new Agent({ keepAlive: true });
  const startedAt = performance.now();
  const sent: Sent[] = [];
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();
  let turnedAway = 0;

  async function send(number: number, atMs: number): Promise<void> {
    const id = `rolling-${number}`;
    const [first = "", ...others] = addresses();
    let saw = await post(first, id, number, agent);
    for (const other of others) {
      if (saw !== "ECONNREFUSED") break;
      turnedAway += 1;
      saw = await post(other, id, number, agent);
    }
    sent.push({ id, atMs, tookMs: performance.now() - startedAt - atMs, saw });
  }

  async function sendAll(): Promise<void> {
    for (let number = 0; !stopping.signal.aborted; number += 1) {
      const atMs = (number * 1000) / perSecond;
      const waitMs = startedAt + atMs - performance.now();
      if (waitMs > 0) await pause(waitMs);
      if (underWay.size >= underWayAtMost) await Promise.race(underWay);
      const sending = send(number, atMs);
      underWay.add(sending);
      void sending.finally(() => underWay.delete(sending));
    }
    await Promise.all(underWay);
  }

  const sending = sendAll();
  return {
    sent,
    get turnedAway() {
      return turnedAway;
    },
    async stop() {
      stopping.abort();
      await sending;
      agent.destroy();
    },
  };
}

async function post(address: string, id: string, number: number, agent: Agent): Promise<number | string> {
  const { promise, resolve } = Promise.withResolvers<number | string>();
  const body = JSON.stringify({
    clientId: clientIdOf(number % clients),
    name: `Rolling ${clientIdOf(number % clients)}`,
    segment: "VIP",
    occurredAt: new Date().toISOString(),
  });
  const headers = { ...signed(body, { id }), "content-length": String(Buffer.byteLength(body)) };
  const posting = request(
    new URL("/webhooks/accounting/new-client", address),
    { method: "POST", headers, agent },
    (response) => {
      text(response).then(
        (answer) => resolve(sawOf(response.statusCode ?? 0, answer)),
        (err: NodeJS.ErrnoException) => resolve(err.code ?? err.message),
      );
    },
  );
  posting.once("error", (err: NodeJS.ErrnoException) => resolve(err.code ?? err.message));
  posting.end(body);
  return await promise;
}

function sawOf(status: number, answer: string): Sent["saw"] {
  if (status === 202) return status;
  const [, code = "without a code"] = /"code":"([^"]+)"/.exec(answer) ?? [];
  return `${status} ${code}`;
}
