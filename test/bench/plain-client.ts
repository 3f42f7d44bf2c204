import { setTimeout as pause } from "node:timers/promises";

import zendesk, { type ZendeskClient } from "node-zendesk";

import { defaultCredentials } from "../../src/sandbox/credentials.ts";
import { stopped } from "./stopped.ts";

/** Calls under way at a time. */
const atATime = 5;

export function createPlainClient(url: string): ZendeskClient {
  return zendesk.createClient({
    endpointUri: new URL("/api/v2", url).href,
    username: defaultCredentials.email,
    token: defaultCredentials.apiToken,
    throwOriginalException: true,
  });
}

/** One call for each; who is answered 429 waits as long as Zendesk asks, and calls again. */
export async function callForEach<Row>(
  rows: readonly Row[],
  call: (row: Row) => Promise<{ readonly response: unknown }>,
): Promise<void> {
  const waiting = [...rows];
  const work = async (): Promise<void> => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
      stopped.throwIfAborted();
      for (let waitMs = await attempt(row); waitMs > 0; waitMs = await attempt(row)) {
        await pause(waitMs, undefined, { signal: stopped });
      }
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));

  /** Answers how long Zendesk asks to wait, and 0 when it is done. node-zendesk 6 does not throw at a 429. */
  async function attempt(row: Row): Promise<number> {
    const { status, headers } = (await call(row)).response as Response;
    return status === 429 ? Number(headers.get("retry-after")) * 1000 : 0;
  }
}
