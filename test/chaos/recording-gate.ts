import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";

/** One call to Zendesk, from its arrival until Zendesk is done with it. */
export type Exchange = {
  readonly at: number;
  readonly until: number;
  readonly method: string;
  readonly path: string;
  readonly body: Buffer;
  /** Null when no answer came. */
  readonly status: number | null;
  readonly answer: Buffer;
};

/** A caller that is gone has nobody waiting; Zendesk may still be at it for so long (milliseconds). */
const patienceMs = 3000;

export type RecordingGate = {
  readonly url: string;
  /** From now on a call waits here for so long before it is passed on. */
  slowDown(ms: number): void;
  close(): Promise<void>;
};

/** Stands before the sandbox, passes everything on as it is, and tells what it saw: a witness that shares no code with either. */
export async function startRecordingGate(
  target: string,
  tell: (exchange: Exchange) => void,
): Promise<RecordingGate> {
  let slowMs = 0;
  const server = createServer((near, answer) => void pass({ target, slowMs, tell }, near, answer));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    slowDown(ms) {
      slowMs = ms;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Passing = {
  readonly target: string;
  readonly slowMs: number;
  readonly tell: (exchange: Exchange) => void;
};

async function pass(
  { target, slowMs, tell }: Passing,
  near: IncomingMessage,
  reply: ServerResponse,
): Promise<void> {
  const at = Date.now();
  const { method = "", url: path = "", headers } = near;
  const body = await buffer(near).catch(() => undefined);
  if (!body) return;
  if (slowMs > 0) await pause(slowMs);
  const far = request(new URL(path, target), { method, headers, agent: false });
  let leftAt: number | undefined;
  reply.on("close", () => {
    leftAt = Date.now();
    setTimeout(() => far.destroy(), patienceMs).unref();
  });
  const seen = await new Promise<IncomingMessage & { readonly whole: Buffer }>((resolve, reject) => {
    far.on("response", (response) => {
      buffer(response).then((whole) => resolve(Object.assign(response, { whole })), reject);
    });
    far.on("error", reject);
    far.end(body);
  }).catch(() => undefined);

  const exchange = { at, method, path, body };
  if (!seen) {
    tell({ ...exchange, until: leftAt ?? Date.now(), status: null, answer: Buffer.alloc(0) });
    reply.socket?.resetAndDestroy();
    return;
  }
  tell({ ...exchange, until: Date.now(), status: seen.statusCode ?? null, answer: seen.whole });
  const { "transfer-encoding": _, ...others } = seen.headers;
  reply.writeHead(seen.statusCode ?? 502, others).end(seen.whole);
}
