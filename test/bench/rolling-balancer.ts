import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/**
 * A balancer as nginx and HAProxy are: it asks each process whether it is ready, keeps connections to it, hands on each
 * request whole, and turns to the next process only while nothing was sent.
 */
export type RollingBalancer = {
  readonly url: string;
  /** How often a process that was believed to be there did not take the connection. */
  readonly turnedAway: number;
  /** From now on it gets requests, as long as it is ready. */
  add(address: string): Promise<void>;
  remove(address: string): void;
  close(): Promise<void>;
};

/** Twice in a row not ready is down; once ready is up. */
const checkEveryMs = 1000;
const answeredWithinMs = 3000;
const failuresBelieved = 2;

/** Longer than any sender of ours keeps a connection that it does not use. */
const senderIdleMs = 75_000;

type Target = { readonly address: string; readonly agent: Agent; failures: number };

export async function startRollingBalancer(): Promise<RollingBalancer> {
  const targets = new Map<string, Target>();
  let turn = 0;
  let turnedAway = 0;

  async function check(target: Target): Promise<void> {
    const answer = await fetch(new URL("/readyz", target.address), {
      signal: AbortSignal.timeout(answeredWithinMs),
    }).catch(() => undefined);
    await answer?.body?.cancel();
    target.failures = answer?.status === 200 ? 0 : target.failures + 1;
  }

  /** Those that are up, another one first each time. */
  function inTurn(): Target[] {
    const up = [...targets.values()].filter(({ failures }) => failures < failuresBelieved);
    turn += 1;
    return up.map((_, index) => up[(turn + index) % up.length]!);
  }

  async function pass(near: IncomingMessage, reply: ServerResponse): Promise<void> {
    const body = await buffer(near);
    for (const target of inTurn()) {
      try {
        const { status, headers, whole } = await ask(target, near, body);
        reply.writeHead(status, headers).end(whole);
        return;
      } catch (err) {
        if (!isRefused(err)) break;
        turnedAway += 1;
      }
    }
    reply.writeHead(502).end();
  }

  const server = createServer({ keepAliveTimeout: senderIdleMs }, (near, reply) => {
    pass(near, reply).catch(() => reply.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const checking = setInterval(() => targets.forEach((target) => void check(target)), checkEveryMs);

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get turnedAway() {
      return turnedAway;
    },
    async add(address) {
      const target = { address, agent: new Agent({ keepAlive: true }), failures: 0 };
      await check(target);
      targets.set(address, target);
    },
    remove(address) {
      targets.get(address)?.agent.destroy();
      targets.delete(address);
    },
    async close() {
      clearInterval(checking);
      targets.forEach(({ agent }) => agent.destroy());
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Whole = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly whole: Buffer;
};

async function ask({ address, agent }: Target, near: IncomingMessage, body: Buffer): Promise<Whole> {
  const { promise, resolve, reject } = Promise.withResolvers<Whole>();
  const { connection: _, ...headers } = near.headers;
  const far = request(
    new URL(near.url ?? "/", address),
    { method: near.method, headers, agent },
    (response) => {
      const { connection: _hop, "transfer-encoding": _coding, ...others } = response.headers;
      buffer(response).then(
        (whole) => resolve({ status: response.statusCode ?? 502, headers: others, whole }),
        reject,
      );
    },
  );
  far.once("error", reject);
  far.end(body);
  return await promise;
}

function isRefused(err: unknown): boolean {
  return err instanceof Error && "code" in err && err.code === "ECONNREFUSED";
}
