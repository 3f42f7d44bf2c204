import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { signed } from "../support/signed.ts";
import { type AppUnderTest, notification, startApp } from "./app-under-test.ts";

const path = "/webhooks/accounting/new-client";
const body = JSON.stringify(notification);

let under: AppUnderTest;
let url: string;

beforeAll(async () => {
  under = await startApp();
  url = await under.app.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(async () => await under.app.close());

function dial(address = url): Socket {
  const socket = connect(Number(new URL(address).port), "127.0.0.1");
  // The server may hang up while we still write.
  socket.on("error", () => {});
  return socket;
}

/** Writes these bytes and reads until the server hangs up. */
async function tell(...parts: readonly (string | Buffer)[]): Promise<string> {
  const socket = dial();
  for (const part of parts) socket.write(part);
  return await text(socket);
}

function head(headers: Readonly<Record<string, string>>, line = `POST ${path} HTTP/1.1`): string {
  const all = { host: "los.test", connection: "close", ...headers };
  return [line, ...Object.entries(all).map(([name, value]) => `${name}: ${value}`), "", ""].join("\r\n");
}

function statusesIn(answer: string): string[] {
  return [...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => status ?? "");
}

describe("over a socket", () => {
  it("a signed message is accepted", async () => {
    const answer = await tell(head({ ...signed(body), "content-length": String(body.length) }), body);

    expect(statusesIn(answer)).toEqual(["202"]);
  });

  it("a signed message in chunks is accepted", async () => {
    const answer = await tell(
      head({ ...signed(body), "transfer-encoding": "chunked" }),
      `5\r\n${body.slice(0, 5)}\r\n`,
      `${(body.length - 5).toString(16)}\r\n${body.slice(5)}\r\n0\r\n\r\n`,
    );

    expect(statusesIn(answer)).toEqual(["202"]);
  });

  it("names in UTF-8 may be cut in the middle of a character", async () => {
    const bytes = Buffer.from(JSON.stringify({ ...notification, name: "Café 株式会社" }));
    const at = bytes.indexOf("株") + 1;

    const answer = await tell(
      head({ ...signed(bytes), "content-length": String(bytes.length) }),
      bytes.subarray(0, at),
      bytes.subarray(at),
    );

    expect(statusesIn(answer)).toEqual(["202"]);
    expect(under.messages.at(-1)?.statements[0]?.says.name).toBe("Café 株式会社");
  });
});

describe("a sender that says it sends more than is allowed", () => {
  it("is refused before it has sent anything", async () => {
    const answer = await tell(head({ ...signed(body), "content-length": "300000" }));

    expect(statusesIn(answer)).toEqual(["413"]);
    expect(answer).toContain(`"code":"too-large"`);
  });

  it("and does not say how much, is cut off at the limit", async () => {
    const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;

    const answer = await tell(
      head({ ...signed(body), "transfer-encoding": "chunked" }),
      ...Array.from({ length: 20 }, () => chunk),
    );

    // A server that hangs up on a talker may lose its own last words.
    expect(["413", undefined]).toContain(statusesIn(answer)[0]);
    expect(under.messages.every((message) => message.body.length < 300_000)).toBe(true);
  });
});

describe("a request that can be read in two ways", () => {
  it.each<[string, string]>([
    ["has two lengths", head({ "content-length": "5", "Content-Length": "6" })],
    ["has a length and chunks", head({ "content-length": "5", "transfer-encoding": "chunked" })],
    ["has a length that is none", head({ "content-length": "5x" })],
    ["has a negative length", head({ "content-length": "-1" })],
    ["has an unknown coding", head({ "transfer-encoding": "chunked, identity" })],
    ["has a broken chunk", `${head({ "transfer-encoding": "chunked" })}zz\r\n`],
    ["has a space before the colon", head({ "content-length ": "5" })],
    ["has a line break in a header", head({ "webhook-id": "msg_1\nx: y" })],
    ["has a NUL in a header", head({ "webhook-id": "msg\u0000" })],
    ["is of no known method", head({}, `FROB ${path} HTTP/1.1`)],
    ["is of no known version", head({}, `POST ${path} HTTP/3.7`)],
    ["is not HTTP", "\u0016\u0003\u0001 hello\r\n\r\n"],
  ])("(it %s) is refused with a 4xx", async (_, request) => {
    const answer = await tell(request, "hello");

    expect(statusesIn(answer)[0]).toMatch(/^4\d\d$/);
    expect(answer).toContain("application/problem+json");
  });

  it("does not let a second one through behind it", async () => {
    const hidden = `${head({ ...signed(body), "content-length": String(body.length) })}${body}`;
    const before = under.messages.length;

    const answer = await tell(
      head({ "content-length": "4", "transfer-encoding": "chunked", connection: "keep-alive" }),
      `0\r\n\r\n${hidden}`,
    );

    expect(statusesIn(answer)).toEqual(["400"]);
    expect(under.messages.length).toBe(before);
  });

  it("because it names no host is refused", async () => {
    const answer = await tell(`GET /livez HTTP/1.1\r\n\r\n`);

    expect(statusesIn(answer)).toEqual(["400"]);
  });

  it("because its body is longer than it says is told so", async () => {
    const answer = await tell(
      head({ ...signed(body), "content-length": String(body.length), connection: "keep-alive" }),
      `${body}surplus`,
    );

    expect(statusesIn(answer)).toContain("400");
  });

  it("because its headers have no end is refused", async () => {
    const answer = await tell(head({ "x-long": "x".repeat(20_000) }));

    expect(statusesIn(answer)).toEqual(["431"]);
    expect(answer).toContain("application/problem+json");
  });

  it.each(["/%ff", "/%", "/%E0%A4%A"])("because its path %s does not decode is refused", async (bad) => {
    const answer = await tell(head({}, `GET ${bad} HTTP/1.1`));

    expect(statusesIn(answer)).toEqual(["400"]);
    expect(answer).toContain(`"code":"malformed-request"`);
  });
});

describe("a sender that is slow", () => {
  it("has ten seconds for a request, and for each pause in it", () => {
    expect(under.app.server.requestTimeout).toBe(10_000);
    expect(under.app.server.headersTimeout).toBe(10_000);
    expect(under.app.server.timeout).toBe(10_000);
  });
});

describe("while the service stops", () => {
  it("messages that are on their way are still taken, and their connections end", async () => {
    const release = Promise.withResolvers<void>();
    await using stopping = await startApp({
      async accept() {
        await release.promise;
        return { duplicate: false, dirty: [] };
      },
    });
    const address = await stopping.app.listen({ host: "127.0.0.1", port: 0 });
    const request = head({
      ...signed(body),
      "content-length": String(body.length),
      connection: "keep-alive",
    });
    const [taken, sending] = [dial(address), dial(address)];
    const answers = Promise.all([text(taken), text(sending)]);
    taken.write(request + body);
    sending.write(request.slice(0, 40));
    await expect.poll(() => stopping.messages.length).toBe(1);

    const closed = stopping.app.close();
    sending.write(request.slice(40) + body);
    await expect.poll(() => stopping.messages.length).toBe(2);
    release.resolve();
    await closed;

    expect((await answers).map(statusesIn)).toEqual([["202"], ["202"]]);
  });
});
