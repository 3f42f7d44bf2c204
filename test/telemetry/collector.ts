import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

import { onTestFinished } from "vitest";

export type ReceivedSpan = {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly links?: readonly { readonly traceId: string }[];
  readonly status: { readonly code?: number };
};

type Exported = {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly { readonly spans: readonly ReceivedSpan[] }[];
  }[];
};

/** A collector that takes spans as OTLP sends them, as JSON, until the test ends. */
export async function collector(): Promise<{
  readonly endpoint: string;
  readonly spans: readonly ReceivedSpan[];
}> {
  const spans: ReceivedSpan[] = [];
  const server = createServer(async (request, response) => {
    const exported = (await json(request)) as Exported;
    if (request.url === "/v1/traces") {
      for (const { scopeSpans } of exported.resourceSpans)
        spans.push(...scopeSpans.flatMap((scope) => scope.spans));
    }
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans };
}
