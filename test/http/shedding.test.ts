import { once } from "node:events";
import { connect, type Socket } from "node:net";

import { pino } from "pino";
import { describe, expect, it, onTestFinished } from "vitest";

import { buildApp } from "../../src/http/app.ts";
import { createPresence } from "../../src/http/presence.ts";
import { bodiesAtMost } from "../../src/http/shedding.ts";
import type { Message } from "../../src/jobs/inbox.ts";
import { accountingSecret } from "../support/accounting.ts";
import { theCatalogue } from "../support/builders.ts";
import { fakeOperations } from "../support/fake-operations.ts";
import { signed } from "../support/signed.ts";
import { notification } from "./app-under-test.ts";

const path = "/webhooks/accounting/new-client";
const body = JSON.stringify(notification);
const kilobyte = 1024;

type Setting = {
  readonly shortage?: () => string | undefined;
  readonly bodiesAtMostBytes?: number;
  readonly accepting?: (message: Message) => Promise<void>;
  /** A message has begun: its headers are here. */
  readonly onBegin?: () => void;
};

/** A service that takes messages while nothing is short. */
async function listening({
  shortage = () => undefined,
  bodiesAtMostBytes,
  accepting,
  onBegin = () => {},
}: Setting): Promise<string> {
  const app = await buildApp(
    {
      inbox: {
        async accept(message) {
          await accepting?.(message);
          return { duplicate: false, dirty: [] };
        },
      },
      catalogue: theCatalogue,
      secrets: [accountingSecret],
      zendeskSecrets: [],
      wake: () => {},
      checks: {},
      shortages: { disk: shortage },
      presence: createPresence({}),
      operations: fakeOperations(),
      operators: [],
      render: async () => ({ contentType: "text/plain", body: "" }),
      log: pino({ level: "silent" }),
    },
    {
      drainMs: 0,
      trustedProxies: ["127.0.0.1"],
      ...(bodiesAtMostBytes !== undefined && { bodiesAtMostBytes }),
    },
  );
  app.server.on("request", onBegin);
  onTestFinished(async () => await app.close());
  return await app.listen({ host: "127.0.0.1", port: 0 });
}

async function send(url: string): Promise<Response> {
  return await fetch(new URL(path, url), { method: "POST", headers: signed(body), body });
}

const largeBody = JSON.stringify({ ...notification, words: "x".repeat(95 * kilobyte) });

/** A sender at this address that has said how much it will send, and has sent less. */
function sending(url: string, bytes: number, address = "192.0.2.1"): Socket {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.on("error", () => {});
  onTestFinished(() => void socket.destroy());
  const headers = {
    host: "los.test",
    "x-forwarded-for": address,
    "content-length": String(largeBody.length),
    ...signed(largeBody),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`POST ${path} HTTP/1.1\r\n${lines.join("")}\r\n${largeBody.slice(0, bytes)}`);
  return socket;
}

async function firstAnswer(senders: readonly Socket[]): Promise<{ sender: Socket; answer: string }> {
  return await Promise.race(
    senders.map(async (sender) => {
      const [answer]: unknown[] = await once(sender, "data");
      return { sender, answer: String(answer) };
    }),
  );
}

describe("while a disk or the memory is nearly full", () => {
  it("a message is refused before it is read, in words that make its sender come back", async () => {
    const url = await listening({ shortage: () => "the disk of /data is nearly full (12 MB are free)" });

    const response = await send(url);

    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("30");
    expect(await response.json()).toMatchObject({
      code: "overloaded",
      detail: "the disk of /data is nearly full (12 MB are free); send it again",
    });
  });

  it("whoever looks is answered, and hears that the service is not ready, and why", async () => {
    const url = await listening({ shortage: () => "the disk of /data is nearly full (12 MB are free)" });

    const [alive, ready] = await Promise.all([fetch(new URL("/livez", url)), fetch(new URL("/readyz", url))]);

    expect([alive.status, await alive.json()]).toEqual([200, { status: "ok" }]);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: "unavailable", checks: { disk: "short" } },
    ]);
  });

  it("operators are let in", async () => {
    const url = await listening({ shortage: () => "the disk is full" });

    const response = await fetch(new URL("/api/jobs/retry", url), { method: "POST" });

    expect(response.status).not.toBe(503);
  });

  it("messages are taken again as soon as there is room", async () => {
    let shortage: string | undefined = "the disk is full";
    const url = await listening({ shortage: () => shortage });

    const refused = await send(url);
    shortage = undefined;
    const taken = await send(url);

    expect([refused.status, taken.status]).toEqual([503, 202]);
  });
});

describe("while other bodies hold all the memory that bodies may hold", () => {
  it("a message is refused, and taken when they are answered", async () => {
    const { promise: isDurable, resolve } = Promise.withResolvers<void>();
    let accepted = 0;
    const url = await listening({
      bodiesAtMostBytes: 4 * body.length,
      async accepting() {
        accepted += 1;
        await isDurable;
      },
    });

    const others: Promise<Response>[] = [];
    for (let other = 1; other <= 4; other += 1) {
      others.push(send(url));
      await expect.poll(() => accepted).toBe(other);
    }
    const refused = await send(url);
    resolve();
    await Promise.all(others);
    const taken = await send(url);

    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "30"]);
    expect(taken.status).toBe(202);
  });

  it("the body that is too much is refused in its middle, and the others go on", async () => {
    const url = await listening({ bodiesAtMostBytes: 400 * kilobyte });
    const begun = 90 * kilobyte;
    const senders = [1, 2, 3, 4, 5].map((number) => sending(url, begun, `192.0.2.${number}`));

    const { sender: refused, answer } = await firstAnswer(senders);
    const others = senders.filter((sender) => sender !== refused);
    const answers = others.map(async (sender) => String(await once(sender, "data")));
    for (const sender of others) sender.write(largeBody.slice(begun));

    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(answer).toContain(`"code":"overloaded"`);
    expect(await Promise.all(answers)).toEqual(others.map(() => expect.stringMatching(/^HTTP\/1\.1 202 /)));
  });

  it("who announces much and sends little takes nobody's place", async () => {
    let begun = 0;
    const url = await listening({ bodiesAtMostBytes: 400 * kilobyte, onBegin: () => (begun += 1) });
    for (let slow = 1; slow <= 20; slow += 1) sending(url, 1, `192.0.2.${slow}`);
    await expect.poll(() => begun).toBe(20);

    expect((await send(url)).status).toBe(202);
  });

  it("one address holds no more than a quarter by bodies that it does not finish", async () => {
    const url = await listening({ bodiesAtMostBytes: 400 * kilobyte });
    const [one, other] = [sending(url, 60 * kilobyte), sending(url, 60 * kilobyte)];

    const { answer } = await firstAnswer([one, other]);

    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(answer).toContain("bytes of other requests from your address are under way already");
    expect((await send(url)).status).toBe(202);
  });

  it("who hangs up in the middle gives back what was held", async () => {
    const url = await listening({ bodiesAtMostBytes: 150 * kilobyte });
    for (let sender = 1; sender <= 5; sender += 1) {
      const socket = sending(url, 30 * kilobyte, "127.0.0.1");
      await new Promise((resolve) => setTimeout(resolve, 20));
      socket.destroy();
    }

    await expect.poll(async () => (await send(url)).status).toBe(202);
  });
});

describe("the memory that bodies may hold", () => {
  it.each([
    ["of a large heap", 4 * 1024 ** 3, 64 * 1024 ** 2],
    ["of one of 256 MiB", 256 * 1024 ** 2, 16 * 1024 ** 2],
  ])("%s leaves room for what is made of them", (_which, heap, bodies) => {
    expect(bodiesAtMost(heap)).toBe(bodies);
  });
});
