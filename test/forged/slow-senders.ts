import { connect } from "node:net";
import { setInterval } from "node:timers";

import { seededRandom } from "../../src/sandbox/seeded-random.ts";
import { noAnswer } from "./forgery.ts";
import { accountingRequest } from "./sound-requests.ts";

/** What they are slow with: their headers have no end, or their body comes byte by byte. */
export type SlowWith = "headers" | "a body" | "the last byte of a body";

/** How a slow sender was ended: by which answer, and how long after it began. */
export type SlowEnd = { readonly status: number; readonly afterMs: number };

/** Nobody is let be slow for longer than this, or nobody ends them at all (milliseconds). */
const patienceMs = 30_000;

/** Each on a connection of its own, a byte a second, until the other side ends it. */
export async function sendSlowly(url: string, senders: number, slowWith: SlowWith): Promise<SlowEnd[]> {
  return await Promise.all(
    Array.from({ length: senders }, async (_, number) => await sendOneSlowly(url, slowWith, number)),
  );
}

async function sendOneSlowly(url: string, slowWith: SlowWith, number: number): Promise<SlowEnd> {
  const { promise, resolve } = Promise.withResolvers<SlowEnd>();
  const { hostname, port } = new URL(url);
  const startedAt = performance.now();
  const socket = connect({
    host: hostname,
    port: Number(port),
    localAddress: `127.0.1.${1 + (number % 250)}`,
  });
  let answer = "";
  socket.on("data", (chunk: Buffer) => (answer += chunk.toString("latin1")));
  socket.on("error", () => {});
  socket.write(beginningOf(slowWith, number));
  const drip = setInterval(() => socket.write(slowWith === "the last byte of a body" ? "" : "x"), 1000);
  const giveUp = setTimeout(() => socket.destroy(), patienceMs);
  socket.once("close", () => {
    clearInterval(drip);
    clearTimeout(giveUp);
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? noAnswer);
    resolve({ status, afterMs: performance.now() - startedAt });
  });
  return await promise;
}

function beginningOf(slowWith: SlowWith, number: number): Buffer {
  const { path, headers } = accountingRequest(seededRandom(number));
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
  const head = [`POST ${path} HTTP/1.1`, "host: los.test", ...lines].join("\r\n");
  switch (slowWith) {
    case "headers":
      return Buffer.from(`${head}\r\nx-slow: `);
    case "a body":
      return Buffer.from(`${head}\r\ncontent-length: 1000\r\n\r\n`);
    case "the last byte of a body":
      return Buffer.concat([
        Buffer.from(`${head}\r\ncontent-length: ${256 * 1024}\r\n\r\n`),
        Buffer.alloc(256 * 1024 - 1, "x"),
      ]);
  }
}
