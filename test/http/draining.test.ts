import { connect, type Socket } from "node:net";

import { describe, expect, it } from "vitest";

import { signed } from "../support/signed.ts";
import { notification, startApp } from "./app-under-test.ts";

const body = JSON.stringify(notification);

async function sendMessage(url: string, id: string): Promise<[number, string | null]> {
  const headers = signed(body, { id });
  const response = await fetch(`${url}/webhooks/accounting/new-client`, { method: "POST", headers, body });
  await response.text();
  return [response.status, response.headers.get("connection")];
}

/** What the other side says on this connection, up to now and from now on. */
function hearing(socket: Socket): () => string {
  let said = "";
  socket.on("data", (chunk) => (said += chunk.toString()));
  return () => said;
}

function request(id: string): string {
  const headers = { host: "los.test", "content-length": String(body.length), ...signed(body, { id }) };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST /webhooks/accounting/new-client HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}

describe("a process that stops and is watched by a balancer", () => {
  it("says that it is not ready, and takes messages until the balancer had time to hear it", async () => {
    await using under = await startApp({ drainMs: 5000 });
    const url = await under.app.listen({ host: "127.0.0.1", port: 0 });
    const before = await fetch(`${url}/readyz`);

    const closed = under.app.close();
    const after = await fetch(`${url}/readyz`);
    const message = await sendMessage(url, "msg_late");

    expect([before.status, after.status]).toEqual([200, 503]);
    expect(await after.json()).toEqual({ status: "draining", checks: {} });
    expect(message).toEqual([202, "close"]);
    await closed;
    await expect(fetch(`${url}/readyz`)).rejects.toThrow("fetch failed");
  });
});

describe("a process that stops and that nobody watches", () => {
  it("answers once more on a connection that is kept alive, and says that it is the last time", async () => {
    await using under = await startApp({ drainMs: 5000 });
    const url = await under.app.listen({ host: "127.0.0.1", port: 0 });
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    const said = hearing(socket);
    socket.write(request("msg_1"));
    await expect.poll(said).toContain('"id":"msg_1"');

    const closed = under.app.close();
    const ready = await fetch(`${url}/readyz`);
    socket.write(request("msg_2"));
    await closed;

    expect(ready.status).toBe(503);
    expect(said()).toMatch(
      /202 Accepted[^]*keep-alive[^]*202 Accepted[^]*connection: close[^]*"id":"msg_2"/i,
    );
  });

  it("stops at once when nobody is connected", async () => {
    await using under = await startApp({ drainMs: 60_000 });
    await under.app.listen({ host: "127.0.0.1", port: 0 });
    const closedAt = performance.now();

    await under.app.close();

    expect(performance.now() - closedAt).toBeLessThan(10_000);
  });
});
