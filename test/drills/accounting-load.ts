import { setTimeout as pause } from "node:timers/promises";

import { onTestFinished } from "vitest";

import { envelope } from "../support/accounting.ts";
import { signed } from "../support/signed.ts";

export type AccountingLoad = {
  /** What it was answered so far; null where a connection broke. */
  readonly answers: readonly (number | null)[];
  /** From now on it signs with this. */
  signWith(secret: string): void;
  stop(): Promise<void>;
};

const everyMs = 40;

/** Accounting in its daily work: a message every so often, each sent once, whatever comes of it. */
export function startAccountingLoad(url: string, secret: string): AccountingLoad {
  const answers: (number | null)[] = [];
  const stopping = new AbortController();
  let signingSecret = secret;

  async function send(number: number): Promise<number | null> {
    const { id, body } = envelope("assignments", {
      clientId: `S-${number % 10}`,
      occurredAt: new Date().toISOString(),
      clientHubUrn: `g5-${number}`,
    });
    const payload = JSON.stringify(body);
    const headers = signed(payload, { id, secret: signingSecret });
    return await fetch(new URL("/webhooks/accounting/assignments", url), {
      method: "POST",
      headers,
      body: payload,
    }).then(
      ({ status }) => status,
      () => null,
    );
  }

  const sending = (async () => {
    for (let number = 1; !stopping.signal.aborted; number += 1) {
      answers.push(await send(number));
      await pause(everyMs);
    }
  })();
  const stop = async (): Promise<void> => {
    stopping.abort();
    await sending;
  };
  onTestFinished(stop);
  return {
    answers,
    signWith(given) {
      signingSecret = given;
    },
    stop,
  };
}
