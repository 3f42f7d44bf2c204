import { describe, expect, it } from "vitest";

import { startApp } from "./app-under-test.ts";

const well = async (): Promise<void> => {};
const ill = async (): Promise<void> => {
  throw new Error("connect ECONNREFUSED 10.0.0.5:5432");
};
const hanging = async (): Promise<void> => await new Promise(() => {});

describe("a process that runs", () => {
  it("says so, whatever it stands on", async () => {
    await using under = await startApp({ checks: { database: { ping: ill, isEssential: true } } });

    const response = await under.app.inject("/livez");

    expect([response.statusCode, response.json()]).toEqual([200, { status: "ok" }]);
  });
});

describe("whether messages can be taken", () => {
  it.each([
    [well, well, 200, { status: "ok", checks: { database: "ok", redis: "ok" } }],
    [well, ill, 200, { status: "degraded", checks: { database: "ok", redis: "unavailable" } }],
    [ill, well, 503, { status: "unavailable", checks: { database: "unavailable", redis: "ok" } }],
    [ill, ill, 503, { status: "unavailable", checks: { database: "unavailable", redis: "unavailable" } }],
  ])("depends on the database alone (case %#)", async (database, redis, status, body) => {
    await using under = await startApp({
      checks: {
        database: { ping: database, isEssential: true },
        redis: { ping: redis, isEssential: false },
      },
    });

    const response = await under.app.inject("/readyz");

    expect([response.statusCode, response.json()]).toEqual([status, body]);
    expect(response.body).not.toContain("10.0.0.5");
  });

  it("is answered within two seconds when a check hangs", async () => {
    await using under = await startApp({ checks: { database: { ping: hanging, isEssential: true } } });
    const askedAt = performance.now();

    const response = await under.app.inject("/readyz");

    expect(performance.now() - askedAt).toBeLessThan(2000);
    expect([response.statusCode, response.json()]).toEqual([
      503,
      { status: "unavailable", checks: { database: "unavailable" } },
    ]);
  });
});

describe("what is counted", () => {
  it("is told to whoever asks, as Prometheus reads it, however large the flood", async () => {
    await using under = await startApp({ requestsPerMinute: 1 });

    const responses = [await under.app.inject("/metrics"), await under.app.inject("/metrics")];

    expect(responses.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect(responses[0]?.headers).toMatchObject({
      "content-type": "text/plain; version=0.0.4",
      "cache-control": "no-store",
    });
    expect(responses[0]?.body).toBe("los_messages_total 1\n");
  });
});
