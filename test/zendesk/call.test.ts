import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import type { EndedCall } from "../../src/jobs/figures.ts";
import type { Unreachable } from "../../src/jobs/refusals.ts";
import { findFreePort } from "../../src/embedded/free-port.ts";
import { call, startDeadline } from "../../src/zendesk/call.ts";
import type { Answer } from "../../src/zendesk/refusal.ts";
import { webServer } from "../support/web-server.ts";

/** A call of an organization at this address. */
async function get(base: URL, deadlineMs = 10_000): Promise<Answer> {
  const url = new URL("/api/v2/organizations/7001.json?a=b", base);
  return await call({ url, method: "GET", deadline: startDeadline(deadlineMs) });
}

async function thrownBy(promise: Promise<unknown>): Promise<Unreachable> {
  return (await promise.catch((err: unknown) => err)) as Unreachable;
}

describe("a call that is answered", () => {
  it("is an answer, whatever its status", async () => {
    const { url } = await webServer((response) => {
      response.writeHead(503, {
        "retry-after": "7",
        "x-zendesk-api-warn": "ignored",
        "x-rate-limit": "700",
        "x-rate-limit-remaining": "0",
      });
      response.end('{"error":"Ünavailable"}');
    });

    expect(await get(url)).toEqual({
      method: "GET",
      path: "/api/v2/organizations/7001.json?a=b",
      request: undefined,
      status: 503,
      retryAfter: "7",
      warning: "ignored",
      standings: [{ scope: "account", total: 700, remaining: 0, resetSeconds: undefined }],
      json: { error: "Ünavailable" },
      text: '{"error":"Ünavailable"}',
    });
  });

  it("sends the authorization, and JSON", async () => {
    const bodies: string[] = [];
    const { url, requests } = await webServer((response, request) => {
      request.setEncoding("utf8").on("data", (chunk: string) => bodies.push(chunk));
      request.on("end", () => response.end("{}"));
    });

    const answer = await call({
      url: new URL("/api/v2/organizations.json", url),
      method: "POST",
      authorization: "Bearer canary",
      body: '{"organization":{"name":"Zoë"}}',
      deadline: startDeadline(10_000),
    });

    const [{ method, path, headers } = { method: "", path: "", headers: new Headers() }] = requests;
    expect([method, path]).toEqual(["POST", "/api/v2/organizations.json"]);
    expect(headers.get("authorization")).toBe("Bearer canary");
    expect(headers.get("content-type")).toBe("application/json");
    expect(headers.get("accept")).toBe("application/json");
    expect(headers.get("user-agent")).toBe("los-sync");
    expect(bodies.join("")).toBe('{"organization":{"name":"Zoë"}}');
    expect(answer.request).toEqual({ organization: { name: "Zoë" } });
    expect(JSON.stringify(answer)).not.toContain("canary");
  });

  it("without anything has an empty text", async () => {
    const { url } = await webServer((response) => void response.writeHead(204).end());

    expect(await get(url)).toMatchObject({ status: 204, text: "", json: undefined });
  });

  it("with a redirect is not followed", async () => {
    const elsewhere = await webServer((response) => void response.end("{}"));
    const { url } = await webServer((response) => {
      response.writeHead(302, { location: elsewhere.url.href }).end("moved");
    });

    const answer = await call({
      url,
      method: "GET",
      authorization: "Bearer canary",
      deadline: startDeadline(10_000),
    });

    expect(answer).toMatchObject({ status: 302, text: "moved" });
    expect(elsewhere.requests).toEqual([]);
  });
});

describe("a call that is not answered", () => {
  it("fails when its time is over: nobody answers", async () => {
    const { url } = await webServer(() => undefined);
    const startedAt = performance.now();

    const err = await thrownBy(get(url, 300));

    expect(err).toMatchObject({
      name: "Unreachable",
      code: "zendesk-timeout",
      message: "zendesk did not answer GET /api/v2/organizations/7001.json?a=b within 0.3 s",
    });
    expect(performance.now() - startedAt).toBeGreaterThan(290);
  });

  it("fails when its time is over: the answer drips for ever", async () => {
    const { url } = await webServer((response) => {
      response.writeHead(200);
      const dripping = setInterval(() => response.write(" "), 10);
      response.on("close", () => clearInterval(dripping));
    });

    expect(await thrownBy(get(url, 300))).toMatchObject({ name: "Unreachable", code: "zendesk-timeout" });
  });

  it("fails when its time is over: the connection is accepted, and that is all", async () => {
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;

    expect(await thrownBy(get(new URL(`http://127.0.0.1:${port}`), 300))).toMatchObject({
      name: "Unreachable",
      code: "zendesk-timeout",
    });
  });

  it("is not even sent when its time was over before", async () => {
    const { url, requests } = await webServer((response) => void response.end("{}"));
    const deadline = startDeadline(1);
    await new Promise((resolve) => setTimeout(resolve, 20));

    expect(await thrownBy(call({ url, method: "PUT", body: "{}", deadline }))).toMatchObject({
      name: "Unreachable",
      code: "zendesk-timeout",
    });
    expect(requests).toEqual([]);
  });

  it("fails when nobody listens, and keeps the reason", async () => {
    const err = await thrownBy(get(new URL(`http://127.0.0.1:${await findFreePort()}`)));

    expect(err).toMatchObject({
      name: "Unreachable",
      code: "zendesk-connection",
      message: "zendesk could not be reached for GET /api/v2/organizations/7001.json?a=b",
    });
    expect(String((err.cause as Error).cause)).toContain("ECONNREFUSED");
  });

  it("fails when the connection breaks before the answer", async () => {
    const { url } = await webServer((response) => void response.socket?.resetAndDestroy());

    expect(await thrownBy(get(url))).toMatchObject({ name: "Unreachable", code: "zendesk-connection" });
  });

  it("fails when the connection breaks in the middle of the answer", async () => {
    const { url } = await webServer((response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write('{"organization":', () => response.socket?.resetAndDestroy());
    });

    expect(await thrownBy(get(url))).toMatchObject({ name: "Unreachable", code: "zendesk-connection" });
  });

  it("fails when the answer ends early", async () => {
    const { url } = await webServer((response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("{}", () => response.socket?.end());
    });

    expect(await thrownBy(get(url))).toMatchObject({ name: "Unreachable", code: "zendesk-connection" });
  });

  it("fails when what answers does not speak HTTP", async () => {
    const server = createServer((socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;

    expect(await thrownBy(get(new URL(`http://127.0.0.1:${port}`)))).toMatchObject({
      name: "Unreachable",
      code: "zendesk-connection",
    });
  });
});

describe("an answer that is larger than 32 mebibytes", () => {
  it("is not read to its end, and is a bad answer: another attempt would get it again", async () => {
    let isCut = false;
    const { url } = await webServer((response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const chunk = Buffer.alloc(64 * 1024, " ");
      const pour = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on("drain", pour);
      response.on("close", () => {
        isCut = true;
      });
      pour();
    });

    const err = await thrownBy(get(url));

    expect(err).toMatchObject({
      name: "BadAnswer",
      code: "zendesk-bad-answer",
      message: "zendesk answered GET /api/v2/organizations/7001.json?a=b with more than 33554432 bytes",
    });
    await expect.poll(() => isCut, { timeout: 10_000 }).toBe(true);
  });

  it("but one of just that size is read", async () => {
    const { url } = await webServer((response) => void response.end(Buffer.alloc(32 * 1024 * 1024, " ")));

    expect((await get(url)).text).toHaveLength(32 * 1024 * 1024);
  });
});

describe("whoever listens", () => {
  it("hears of every call when it is over, with or without an answer", async () => {
    const { url } = await webServer((response) => response.writeHead(422).end("{}"));
    const nobody = new URL(`http://127.0.0.1:${await findFreePort()}`);
    const heard: EndedCall[] = [];
    const onEnd = (ended: EndedCall): void => void heard.push(ended);

    for (const base of [url, nobody]) {
      const asked = { url: new URL("/api/v2/tickets/7?a=b", base), method: "PUT", onEnd };
      await call({ ...asked, deadline: startDeadline(5000) }).catch(() => {});
    }

    const ended = { method: "PUT", path: "/api/v2/tickets/7", tookMs: expect.any(Number) };
    expect(heard).toEqual([
      { ...ended, status: 422 },
      { ...ended, status: undefined },
    ]);
  });
});
