import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

import { Client } from "pg";
import { describe, expect, it } from "vitest";

import { peakMb, residentMb } from "../bench/process-figures.ts";
import { eventually, startRunning } from "../support/running.ts";
import { startServiceProcess } from "../support/service-process.ts";
import { signed } from "../support/signed.ts";

/** Their messages are several times what bodies may hold in so small a process. */
const senders = 300;
const heapMb = 128;
const grownAtMostMb = 100;

/** A change set of nearly 256 KiB, which is the most that is taken, about clients that nobody knows. */
const largest = Buffer.from(
  JSON.stringify({
    changeSetId: "CS-1",
    occurredAt: "2026-11-20T15:00:00Z",
    effectiveAt: "2026-11-20T15:00:00Z",
    changes: Array.from({ length: 20 }, (_none, index) => ({ clientId: `C-${index}`, segment: "VIP" })),
    words: "x".repeat(255_000),
  }),
);

type Reply = { readonly status: number; readonly retryAfter: string | null };

/** Undefined: the connection broke before there was an answer. */
async function send(url: string, id: string): Promise<Reply | undefined> {
  const response = await fetch(new URL("/webhooks/accounting/segment-changes", url), {
    method: "POST",
    headers: signed(largest, { id }),
    body: largest,
    signal: AbortSignal.timeout(15_000),
  }).catch(() => undefined);
  await response?.body?.cancel();
  return response && { status: response.status, retryAfter: response.headers.get("retry-after") };
}

describe("a flood of the largest messages, while the database is busy with something else", () => {
  it("is refused in little memory; whoever comes back is taken in the end, and what was taken is there", async () => {
    await using running = await startRunning({ role: "http" });
    const small = { ...running.env, NODE_OPTIONS: `--max-old-space-size=${heapMb} --max-semi-space-size=4` };
    const service = await startServiceProcess(small, ["--role", "http"]);
    await using open = new AsyncDisposableStack();
    open.defer(async () => await service.kill("SIGTERM"));
    const database = new Client({ connectionString: running.env["DATABASE_URL"]! });
    await database.connect();
    open.defer(async () => await database.end());
    const { pid = 0 } = service.child;
    const before = residentMb(pid);

    await database.query("begin; lock table messages in access exclusive mode");
    const refusals: Reply[] = [];
    const ids = Array.from({ length: senders }, () => `msg_${randomUUID()}`);
    const sending = ids.map(async (id) => {
      for (;;) {
        const reply = await send(service.url, id);
        if (reply?.status === 202) return;
        if (reply) refusals.push(reply);
        await pause(1000);
      }
    });
    await eventually("a refusal for most", () => refusals.length > senders / 2, 60_000);
    await database.query("rollback");
    await Promise.all(sending);

    const { rows } = await database.query("select from messages where id = any($1)", [ids]);
    expect(rows).toHaveLength(senders);
    expect(refusals.filter(({ status, retryAfter }) => status !== 503 || retryAfter !== "30")).toEqual([]);
    expect(peakMb(pid) - before).toBeLessThan(grownAtMostMb);
  }, 120_000);
});
