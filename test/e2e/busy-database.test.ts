import { setTimeout as pause } from "node:timers/promises";

import { Client } from "pg";
import { describe, expect, it } from "vitest";

import { opsTokens, tokens } from "../support/operators.ts";
import { startRunning } from "../support/running.ts";

/** More than the service has connections. */
const asked = 12;

describe("while every connection to the database waits for a lock", () => {
  it("who has one waits with it, and the others hear that it is busy, not that it is away", async () => {
    await using running = await startRunning({ role: "http", env: { OPS_TOKENS: opsTokens } });
    const locking = new Client({ connectionString: running.env["DATABASE_URL"]! });
    await locking.connect();
    await locking.query("begin; lock table clients in access exclusive mode");

    const asking = Array.from({ length: asked }, async () => {
      const response = await fetch(new URL("/api/clients?search=acme", running.url), {
        headers: { authorization: `Bearer ${tokens.viewer}` },
      });
      return { status: response.status, body: (await response.json()) as { detail?: string } };
    });
    await pause(2500);
    const ready = await fetch(new URL("/readyz", running.url));
    await locking.end();
    const answers = await Promise.all(asking);

    expect(ready.status).toBe(200);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.map(({ status }) => status)).toEqual([503, 503]);
    expect(refused.map(({ body }) => body.detail)).toEqual([
      expect.stringContaining("every connection to the database is busy"),
      expect.stringContaining("every connection to the database is busy"),
    ]);
  });
});
