import { describe, expect, it } from "vitest";

import type { PerformAll } from "../../src/jobs/attempt.ts";
import { done } from "../../src/jobs/outcome.ts";
import type { Lease } from "../../src/jobs/ports.ts";
import { startTracing, type Tracing } from "../../src/telemetry/tracing.ts";
import { freshStore, workOf } from "../store/fresh-store.ts";
import { aMessage } from "../store/messages.ts";
import { collector, type ReceivedSpan } from "./collector.ts";

const call = { method: "PUT", path: "/api/v2/organizations/7", status: 200, tookMs: 5 } as const;

/** A job that makes one call to Zendesk. */
function jobOf(tracing: Tracing): PerformAll {
  return tracing.aroundJobs(async (leases) => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    tracing.callEnded(call);
    return new Map(leases.map(({ key }) => [key, done]));
  });
}

function leaseOf(key: string, other: Partial<Lease> = {}): Lease {
  return { kind: "reconcile-client", key, version: 1n, epoch: 1n, attempts: 0, ...other };
}

const hold = async (): Promise<void> => {};

function spanNamed(spans: readonly ReceivedSpan[], name: string): ReceivedSpan {
  const found = spans.find((span) => span.name === name);
  if (!found) throw new Error(`there is no span ${name} among ${spans.map((span) => span.name).join(", ")}`);
  return found;
}

describe("a message", () => {
  it("is one trace with the work that it causes and the calls of that, across processes", async () => {
    await using store = await freshStore();
    const { endpoint, spans } = await collector();
    const [http, worker] = [startTracing({ endpoint }), startTracing({ endpoint })];

    await http.around(store.inbox).accept(aMessage("m-1", { name: "Acme", segment: "VIP" }));
    await http.close();
    const leases = await store.work.takeDue("reconcile-client", "live", 10);
    await jobOf(worker)(leases, hold);
    await worker.close();

    const message = spanNamed(spans, "message accounting");
    const attempt = spanNamed(spans, "reconcile-client");
    const written = spanNamed(spans, "PUT /api/v2/organizations/:id");
    expect([attempt.traceId, written.traceId]).toEqual([message.traceId, message.traceId]);
    expect([attempt.parentSpanId, written.parentSpanId]).toEqual([message.spanId, attempt.spanId]);
    expect(JSON.stringify(spans)).not.toContain("Acme");
  });

  it("is no longer what the next attempt follows from when the work is done", async () => {
    await using store = await freshStore();
    const { endpoint } = await collector();
    const tracing = startTracing({ endpoint });
    await tracing.around(store.inbox).accept(aMessage("m-1", { name: "Acme", segment: "VIP" }));
    await tracing.close();
    const [lease] = await store.work.takeDue("reconcile-client", "live", 1);
    if (!lease) throw new Error("nothing was due");

    await store.work.settleAll([{ lease, ending: { kind: "done" } }]);

    expect(lease.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(await workOf(store)).toMatchObject({ state: "ok", traceparent: null });
  });
});

describe("a performance", () => {
  it("of several keys follows from the first message and is linked to the others", async () => {
    const { endpoint, spans } = await collector();
    const tracing = startTracing({ endpoint });
    const [one, other] = ["1".repeat(32), "2".repeat(32)];

    const leases = [
      leaseOf("C-1", { traceparent: null }),
      leaseOf("C-2", { traceparent: `00-${one}-${"a".repeat(16)}-01` }),
      leaseOf("C-3", { traceparent: `00-${other}-${"b".repeat(16)}-01` }),
    ];
    await jobOf(tracing)(leases, hold);
    await tracing.close();

    const attempt = spanNamed(spans, "reconcile-client");
    expect([attempt.traceId, attempt.links?.map(({ traceId }) => traceId)]).toEqual([one, [other]]);
  });

  it("that throws ends as an error, and throws the same", async () => {
    const { endpoint, spans } = await collector();
    const tracing = startTracing({ endpoint });
    const broken = new Error("broken");

    const performing = tracing.aroundJobs(async () => {
      throw broken;
    })([leaseOf("C-1")], hold);

    await expect(performing).rejects.toBe(broken);
    await tracing.close();
    expect(spanNamed(spans, "reconcile-client").status).toMatchObject({ code: 2 });
  });

  it("goes on when the collector is away, and closing does not wait long for it", async () => {
    const tracing = startTracing({ endpoint: "http://127.0.0.1:9" });

    const outcomes = await jobOf(tracing)([leaseOf("C-1")], hold);
    const startedAt = performance.now();
    await tracing.close();

    expect(outcomes.get("C-1")).toEqual(done);
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });
});
