import type { ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { webServer } from "../support/web-server.ts";

export type Received = { readonly headers: Headers; readonly body: string; readonly atMs: number };

export type WebhookReceiver = {
  readonly url: string;
  /** In the order in which it came. */
  readonly received: readonly Received[];
  /** The most requests that were open at once. */
  readonly mostAtOnce: number;
};

/** Somebody who subscribed, and answers as a test says; `count` is how many came before. */
export async function webhookReceiver(
  answer: (response: ServerResponse, count: number) => void,
): Promise<WebhookReceiver> {
  const received: Received[] = [];
  let [open, mostAtOnce] = [0, 0];
  const { url } = await webServer((response, request) => {
    open += 1;
    mostAtOnce = Math.max(mostAtOnce, open);
    response.on("close", () => {
      open -= 1;
    });
    void text(request).then((body) => {
      const headers = new Headers(request.headers as Record<string, string>);
      received.push({ headers, body, atMs: Date.now() });
      answer(response, received.length - 1);
    });
  });
  return {
    url: `${url.href}webhooks/zendesk`,
    received,
    get mostAtOnce() {
      return mostAtOnce;
    },
  };
}

/** Answers with the statuses in turn, and with the last of them from then on. */
export function answering(
  statuses: readonly number[],
  headers: Readonly<Record<string, string>> = {},
): (response: ServerResponse, count: number) => void {
  return (response, count) => {
    response.writeHead(statuses[count] ?? statuses.at(-1) ?? 200, headers).end();
  };
}

/** Keeps everybody waiting until it is released, and answers at once from then on. */
export function holding(): { readonly answer: (response: ServerResponse) => void; release(): void } {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  return {
    answer: (response) => void released.then(() => response.end()),
    release,
  };
}
