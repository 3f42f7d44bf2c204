import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export type WebServer = {
  readonly url: URL;
  /** What was asked, in the order in which it came. */
  readonly requests: readonly { readonly method: string; readonly path: string; readonly headers: Headers }[];
};

/** A web server that behaves as a test tells it; it ends with the test, and its connections with it. */
export async function webServer(
  behave: (response: ServerResponse, request: IncomingMessage) => void,
): Promise<WebServer> {
  const requests: { method: string; path: string; headers: Headers }[] = [];
  const server: Server = createServer((request, response) => {
    requests.push({
      method: request.method ?? "",
      path: request.url ?? "",
      headers: new Headers(request.headers as Record<string, string>),
    });
    behave(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), requests };
}
