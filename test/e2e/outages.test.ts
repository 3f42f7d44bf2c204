import { describe, expect, it } from "vitest";

import { envelope, onboarding, post } from "../support/accounting.ts";
import { freshDatabase, freshRedis } from "../support/databases.ts";
import { startProxy } from "../support/proxy.ts";
import { eventually, type Running, startRunning } from "../support/running.ts";

function hasOrganization({ sandbox }: Running, clientId: string): boolean {
  return sandbox.account.organizations.list().some(({ external_id }) => external_id === clientId);
}

describe("while Redis is away", () => {
  it("messages are accepted, and take effect once it is back", async () => {
    const redis = await freshRedis();
    await using wire = await startProxy(redis.url);
    await using running = await startRunning({ env: { REDIS_URL: wire.inFrontOf(redis.url) } });

    wire.cut();
    const sentAt = performance.now();
    const reply = await post(running.url, onboarding("C-1")[0]);
    const tookMs = performance.now() - sentAt;
    const ready = await fetch(new URL("/readyz", running.url));
    wire.mend();

    expect(reply.status).toBe(202);
    expect(tookMs).toBeLessThan(2000);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: "degraded", checks: { database: "ok", redis: "unavailable", memory: "ok" } },
    ]);
    await eventually("its organization", () => hasOrganization(running, "C-1"));
  });

  it("and hangs without a word, messages are accepted all the same", async () => {
    const redis = await freshRedis();
    await using wire = await startProxy(redis.url);
    await using running = await startRunning({ env: { REDIS_URL: wire.inFrontOf(redis.url) } });

    wire.freeze();
    const sentAt = performance.now();
    const reply = await post(running.url, onboarding("C-1")[0]);
    const tookMs = performance.now() - sentAt;
    wire.mend();

    expect(reply.status).toBe(202);
    expect(tookMs).toBeLessThan(2000);
    await eventually("its organization", () => hasOrganization(running, "C-1"));
  });
});

describe("while the database is away", () => {
  it.each(["cut", "freeze"] as const)(
    "(%s) the sender is told to come back, and it recovers by itself",
    async (fault) => {
      const database = await freshDatabase();
      await using wire = await startProxy(database.url);
      await using running = await startRunning({ env: { DATABASE_URL: wire.inFrontOf(database.url) } });
      const [notification] = onboarding("C-1");

      wire[fault]();
      const sentAt = performance.now();
      const refused = await post(running.url, notification);
      const tookMs = performance.now() - sentAt;
      wire.mend();

      expect(refused).toMatchObject({ status: 503, retryAfter: "30", body: { code: "not-durable" } });
      expect(tookMs).toBeLessThan(2000);
      await eventually("202", async () => (await post(running.url, notification)).status === 202);
      await eventually("its organization", () => hasOrganization(running, "C-1"));
    },
  );
});

describe("when the database is away at the start", () => {
  it("senders hear so, and once it is there everything works", async () => {
    const database = await freshDatabase();
    await using wire = await startProxy(database.url);
    wire.cut();
    await using running = await startRunning({ env: { DATABASE_URL: wire.inFrontOf(database.url) } });
    const [notification] = onboarding("C-1");

    const refused = await post(running.url, notification);
    wire.mend();

    expect(refused).toMatchObject({ status: 503, retryAfter: "30", body: { code: "not-durable" } });
    await eventually("202", async () => (await post(running.url, notification)).status === 202);
    await eventually("its organization", () => hasOrganization(running, "C-1"));
  });
});

describe("while Zendesk is away", () => {
  it("work waits and is done when it is back", async () => {
    await using running = await startRunning({ sandbox: { faults: [{ kinds: ["down"] }] } });

    for (const message of onboarding("C-1")) expect((await post(running.url, message)).status).toBe(202);
    await eventually("some attempts", () => running.sandbox.calls.length >= 2);
    expect(hasOrganization(running, "C-1")).toBe(false);
    running.sandbox.tellFaults([]);

    await eventually("its organization", () => hasOrganization(running, "C-1"));
  });

  it("or throttles everything, we ask no more than it wants, and lose nothing", async () => {
    await using running = await startRunning({
      sandbox: { faults: [{ kinds: ["429"], retryAfterSeconds: 2, times: 1, path: "/api/v2/" }] },
    });

    for (let client = 1; client <= 20; client += 1) {
      await post(
        running.url,
        envelope("new-client", {
          clientId: `C-${client}`,
          name: `Client ${client}`,
          segment: "SMB",
          occurredAt: "2026-11-20T15:00:00Z",
        }),
      );
    }

    await eventually("20 organizations", () => running.sandbox.account.organizations.size === 20);
    const throttledAt = running.sandbox.calls.find(({ status }) => status === 429)?.at;
    const during = running.sandbox.calls.filter(({ at, path }) => {
      const sinceMs = Date.parse(at) - Date.parse(throttledAt ?? "");
      return path.startsWith("/api/v2/") && sinceMs > 150 && sinceMs < 1900;
    });
    expect(during).toEqual([]);
  });
});
