import { expect, it } from "vitest";

import { buildWatchApp } from "../../src/http/watch-app.ts";

const render = async (): Promise<{ contentType: string; body: string }> => ({
  contentType: "text/plain; version=0.0.4; charset=utf-8",
  body: "los_up 1\n",
});
const checks = { database: { ping: async () => {}, isEssential: true } };

it("a process without http tells whoever watches how it is, and nothing else", async () => {
  await using app = buildWatchApp({ checks, render });

  const [live, ready, metrics, other] = await Promise.all(
    ["/livez", "/readyz", "/metrics", "/webhooks/zendesk"].map(async (path) => await app.inject(path)),
  );

  expect(live?.json()).toEqual({ status: "ok" });
  expect(ready?.json()).toEqual({ status: "ok", checks: { database: "ok" } });
  expect([metrics?.headers["content-type"], metrics?.body]).toEqual([
    "text/plain; version=0.0.4; charset=utf-8",
    "los_up 1\n",
  ]);
  expect(other?.statusCode).toBe(404);
});
