import { Agent, request as send } from "node:http";
import { connect } from "node:net";

import { type ForgedBytes, type ForgedRequest, noAnswer } from "./forgery.ts";

/** What came back: more than one status only if what was sent was read as more than one request. */
export type WireAnswer = { readonly statuses: readonly number[]; readonly text: string };

export type Wire = {
  tell(forged: ForgedRequest | ForgedBytes, from: string): Promise<WireAnswer>;
  close(): void;
};

/** No answer of ours takes longer, not even one that waits for the database (milliseconds). */
const patienceMs = 15_000;

export function openWire(url: string, together: number): Wire {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: together });
  return {
    tell: async (forged, from) =>
      "bytes" in forged
        ? await tellBytes({ hostname, port, from }, forged)
        : await tellRequest({ hostname, port, from, agent }, forged),
    close: () => agent.destroy(),
  };
}

type Line = { readonly hostname: string; readonly port: string; readonly from: string };

async function tellRequest(
  { hostname, port, from, agent }: Line & { readonly agent: Agent },
  { method, path, headers, body }: ForgedRequest,
): Promise<WireAnswer> {
  const { promise, resolve } = Promise.withResolvers<WireAnswer>();
  const all: Record<string, string | string[]> = { "content-length": String(body.length) };
  for (const [name, value] of Object.entries(headers))
    all[name] = typeof value === "string" ? value : [...value];
  const options = { agent, localAddress: from, hostname, port, method, path, headers: all };
  const sent = send(options, (response) => {
    const chunks: Buffer[] = [];
    const told = () =>
      resolve({ statuses: [response.statusCode ?? noAnswer], text: Buffer.concat(chunks).toString() });
    response.on("data", (chunk: Buffer) => chunks.push(chunk));
    response.once("end", told);
    response.once("error", told);
  });
  sent.setTimeout(patienceMs, () => sent.destroy());
  sent.once("error", () => resolve({ statuses: [noAnswer], text: "" }));
  sent.end(body);
  return await promise;
}

async function tellBytes({ hostname, port, from }: Line, { bytes }: ForgedBytes): Promise<WireAnswer> {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  const socket = connect({ host: hostname, port: Number(port), localAddress: from });
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  // The server may hang up while we still write.
  socket.on("error", () => {});
  socket.setTimeout(patienceMs, () => socket.destroy());
  socket.once("close", () => resolve());
  socket.end(bytes);
  await closed;
  const text = Buffer.concat(chunks).toString("latin1");
  const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
  return { statuses: statuses.length === 0 ? [noAnswer] : statuses, text };
}
