import { describe, expect, it } from "vitest";

import { findFreePort } from "../../src/embedded/free-port.ts";
import { onboarding, post } from "../support/accounting.ts";
import { eventually, type Running, startRunning } from "../support/running.ts";
import { collector } from "../telemetry/collector.ts";

const canary = "CANARY-4711";

async function scrape(url: string): Promise<string> {
  const response = await fetch(new URL("/metrics", url));
  return await response.text();
}

/** Sends the notification of a client, and waits until its organization is there. */
async function onboard({ url, sandbox }: Running, clientId: string): Promise<void> {
  await post(url, onboarding(clientId)[0]);
  await eventually("the organization is there", () => sandbox.account.organizations.list().length > 0);
}

describe("the metrics of a service", () => {
  it("follow a message from its webhook to Zendesk, and name no client", async () => {
    await using running = await startRunning();
    await onboard(running, canary);

    const body = await eventually("the attempt is counted", async () => {
      const scraped = await scrape(running.url);
      return /los_attempts_total\{.*outcome="done"/.test(scraped) && scraped;
    });

    expect(body).toContain('los_messages_total{source="accounting",kind="new-client"} 1');
    expect(body).toMatch(/los_work\{kind="reconcile-client",state="(?:ok|pending)"\} 1/);
    expect(body).toMatch(
      /los_zendesk_calls_total\{endpoint="\/api\/v2\/organizations",method="POST",status="201"\} 1/,
    );
    expect(body).toMatch(/los_budget_left\{limit="account"\} [1-9]/);
    expect(body).toContain('los_up{part="database"} 1');
    expect(body).not.toContain(canary);
  });

  it("of a worker without http are at a port of their own", async () => {
    const port = await findFreePort();
    await using running = await startRunning({ role: "worker", env: { METRICS_PORT: String(port) } });

    const url = `http://127.0.0.1:${port}`;
    expect(running.url).toBe("");
    await eventually("both stores answer", async () => {
      const up = (await scrape(url)).match(/^los_up\{.*\} \d$/gm);
      return up?.join() === 'los_up{part="database"} 1,los_up{part="redis"} 1';
    });
    const ready = await fetch(new URL("/readyz", url));
    expect(await ready.json()).toEqual({ status: "ok", checks: { database: "ok", redis: "ok" } });
  });
});

describe("the traces of a service", () => {
  it("lead from the webhook over the attempt to the call", async () => {
    const { endpoint, spans } = await collector();
    const running = await startRunning({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } });
    await onboard(running, canary);
    await running[Symbol.asyncDispose]();

    const named = (name: string) => spans.find((span) => span.name === name);
    const message = named("message accounting");
    const attempt = spans.find((span) => span.name === "reconcile-client" && span.parentSpanId !== undefined);
    const call = named("POST /api/v2/organizations");
    expect([attempt?.traceId, attempt?.parentSpanId]).toEqual([message?.traceId, message?.spanId]);
    expect([call?.traceId, call?.parentSpanId]).toEqual([attempt?.traceId, attempt?.spanId]);
    expect(JSON.stringify(spans)).not.toContain(canary);
  });
});
