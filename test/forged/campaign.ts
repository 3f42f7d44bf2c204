import { setTimeout as pause } from "node:timers/promises";

import { seededRandom } from "../../src/sandbox/seeded-random.ts";
import { forgedBytes } from "./forged-bytes.ts";
import { forgedSessions } from "./forged-sessions.ts";
import { forgedSignatures } from "./forged-signatures.ts";
import { forgedTokens } from "./forged-tokens.ts";
import { type ForgedBytes, type ForgedRequest, type Forgery, noAnswer } from "./forgery.ts";
import type { HeardRoute } from "./heard-routes.ts";
import type { Insiders } from "./insiders.ts";
import { malformedRequests } from "./malformed-requests.ts";
import { telltaleIn } from "./telltale.ts";
import { openWire, type WireAnswer } from "./wire.ts";
import { wrongAddresses } from "./wrong-addresses.ts";

/** All ways to forge, on all routes that the service has. */
export function everyForgery(
  url: string,
  routes: readonly HeardRoute[],
  insiders: Insiders,
): readonly Forgery[] {
  return [
    ...forgedSignatures,
    ...malformedRequests,
    ...forgedTokens,
    ...forgedSessions(routes, insiders, url),
    ...wrongAddresses(routes, insiders),
    ...forgedBytes(routes),
  ];
}

export type CampaignOptions = {
  readonly url: string;
  readonly forgeries: readonly Forgery[];
  readonly requests: number;
  readonly seed: number;
  readonly onProgress?: (sent: number) => void;
};

/** An answer that was not right, and what has to be said to get it again. */
export type WrongAnswer = {
  readonly forgery: string;
  readonly statuses: readonly number[];
  readonly request: number;
  /** What the answer told of our insides. */
  readonly told?: string;
};

export type CampaignResult = {
  /** By forgery: how often each status was answered. */
  readonly statuses: ReadonlyMap<string, ReadonlyMap<number, number>>;
  readonly wrong: readonly WrongAnswer[];
  /** How many requests were sent again because the service was too busy. */
  readonly repeats: number;
};

/** So many requests are under way at a time. */
const together = 32;

/** Who hears that the service is too busy comes again, so often, and after so long (milliseconds). */
const repeatsAtMost = 3;
const comeBackMs = 500;

/**
 * Sends forged requests, of each kind as many. Each is made from the seed and its number, but for sessions and the clock; the
 * last answer to it counts.
 */
export async function runCampaign({
  url,
  forgeries,
  requests,
  seed,
  onProgress = () => {},
}: CampaignOptions): Promise<CampaignResult> {
  const wire = openWire(url, together);
  const statuses = new Map(forgeries.map(({ name }) => [name, new Map<number, number>()]));
  const wrong: WrongAnswer[] = [];
  let repeats = 0;
  let next = 0;

  async function send(forgery: Forgery, number: number): Promise<Exchange> {
    for (let left = repeatsAtMost; ; left -= 1) {
      const forged = forgery.make(seededRandom(seed * 1_000_003 + number));
      const answer = await wire.tell(forged, addressOf(forgery, number));
      if (left === 0 || !isTooBusy(forgery, answer)) return { forged, answer };
      repeats += 1;
      await pause(comeBackMs);
    }
  }

  async function sendSome(): Promise<void> {
    while (next < requests) {
      const number = next;
      next += 1;
      const forgery = forgeries[number % forgeries.length]!;
      const { forged, answer } = await send(forgery, number);
      const counts = statuses.get(forgery.name)!;
      for (const status of answer.statuses) counts.set(status, (counts.get(status) ?? 0) + 1);
      const told = answer.statuses.every((status) => status < 400)
        ? undefined
        : telltaleIn(
            answer.text,
            "bytes" in forged ? forged.bytes.toString("latin1") : `${forged.path}\n${String(forged.body)}`,
          );
      if (told !== undefined || !answer.statuses.every((status) => forgery.allowed.includes(status)))
        wrong.push({
          forgery: forgery.name,
          statuses: answer.statuses,
          request: number,
          ...(told !== undefined && { told }),
        });
      onProgress(next);
    }
  }

  await Promise.all(Array.from({ length: together }, sendSome));
  wire.close();
  return { statuses, wrong, repeats };
}

type Exchange = { readonly forged: ForgedRequest | ForgedBytes; readonly answer: WireAnswer };

/** This says nothing of what was asked. */
function isTooBusy({ allowed }: Forgery, { statuses }: WireAnswer): boolean {
  return statuses.some((status) => [503, noAnswer].includes(status) && !allowed.includes(status));
}

/**
 * One address that floods the service is cut off before it is looked at (429), and one that fails to sign in after 30 tries:
 * forty share the load, and each attempt to sign in has an address of its own.
 */
function addressOf({ name }: Forgery, number: number): string {
  if (!/token|signing in/.test(name)) return `127.0.0.${10 + (number % 40)}`;
  return `127.${1 + (Math.floor(number / 62_500) % 250)}.${Math.floor(number / 250) % 250}.${1 + (number % 250)}`;
}
