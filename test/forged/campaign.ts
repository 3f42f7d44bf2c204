import { Agent, request as send } from "node:http";

import { seededRandom } from "../../src/sandbox/seeded-random.ts";
import { type ForgedRequest, type Forgery, noAnswer } from "./forgery.ts";
import { forgedSignatures } from "./forged-signatures.ts";
import { malformedRequests } from "./malformed-requests.ts";

export const forgeries: readonly Forgery[] = [...forgedSignatures, ...malformedRequests];

export type CampaignOptions = {
  readonly url: string;
  readonly requests: number;
  readonly seed: number;
  readonly onProgress?: (sent: number) => void;
};

/** An answer that was not right, and what has to be said to get it again. */
export type WrongAnswer = { readonly forgery: string; readonly status: number; readonly request: number };

export type CampaignResult = {
  /** By forgery: how often each status was answered. */
  readonly statuses: ReadonlyMap<string, ReadonlyMap<number, number>>;
  readonly wrong: readonly WrongAnswer[];
};

/** So many requests are under way at a time. */
const together = 32;

/** One address that floods the service is cut off before it is looked at (429); so many share the load. */
const addresses = 40;

/** Sends forged requests, of each kind as many; each is made from the seed and its number alone. */
export async function runCampaign({
  url,
  requests,
  seed,
  onProgress = () => {},
}: CampaignOptions): Promise<CampaignResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: together });
  const statuses = new Map(forgeries.map(({ name }) => [name, new Map<number, number>()]));
  const wrong: WrongAnswer[] = [];
  let next = 0;

  async function sendSome(): Promise<void> {
    while (next < requests) {
      const number = next;
      next += 1;
      const forgery = forgeries[number % forgeries.length]!;
      const status = await statusOf(
        url,
        forgery.make(seededRandom(seed + number)),
        agent,
        `127.0.0.${10 + (number % addresses)}`,
      );
      const counts = statuses.get(forgery.name)!;
      counts.set(status, (counts.get(status) ?? 0) + 1);
      if (!forgery.allowed.includes(status)) wrong.push({ forgery: forgery.name, status, request: number });
      onProgress(next);
    }
  }

  await Promise.all(Array.from({ length: together }, sendSome));
  agent.destroy();
  return { statuses, wrong };
}

async function statusOf(
  url: string,
  { method, path, headers, body }: ForgedRequest,
  agent: Agent,
  localAddress: string,
): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const { hostname, port } = new URL(url);
  const all: Record<string, string | string[]> = { "content-length": String(body.length) };
  for (const [name, value] of Object.entries(headers))
    all[name] = typeof value === "string" ? value : [...value];
  const sent = send({ agent, localAddress, hostname, port, method, path, headers: all }, (response) => {
    response.resume();
    response.once("end", () => resolve(response.statusCode ?? noAnswer));
    response.once("error", () => resolve(response.statusCode ?? noAnswer));
  });
  sent.once("error", () => resolve(noAnswer));
  sent.end(body);
  return await promise;
}
