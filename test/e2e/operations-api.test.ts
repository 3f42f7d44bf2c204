import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

import { describe, expect, it } from "vitest";

import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { startSandbox } from "../../src/sandbox/start-sandbox.ts";

import { onboarding, post } from "../support/accounting.ts";
import { opsTokens, tokens } from "../support/operators.ts";
import { eventually, type Running, startRunning } from "../support/running.ts";

type Job = {
  readonly id: string;
  readonly state: string;
  readonly cause: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly request: { readonly method: string; readonly path: string; readonly body: unknown };
  readonly answer: { readonly status: number; readonly body: unknown };
};
type Happening = {
  readonly type: string;
  readonly what: string;
  readonly by: string;
  readonly reason: string;
};

async function api<Body>({ url }: Running, path: string, body?: object): Promise<Body> {
  const response = await fetch(new URL(`/api${path}`, url), {
    method: body ? "POST" : "GET",
    headers: {
      authorization: `Bearer ${tokens.operator}`,
      ...(body && { "content-type": "application/json" }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Body;
}

/** The sandbox behind a rule of the account's own: it refuses new organizations until it is told not to. */
async function startRefusing(): Promise<Running & { readonly relent: () => void }> {
  const sandbox = await startSandbox();
  let refuses = true;
  const front = createServer((request, response) => void answer(request, response));
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "", url = "", headers } = request;
    const body = await buffer(request);
    const isRefused = refuses && method === "POST" && url.startsWith("/api/v2/organizations");
    const answered = isRefused
      ? Response.json(refusal, { status: 422 })
      : await fetch(new URL(url, sandbox.url), {
          method,
          headers: {
            authorization: headers.authorization ?? "",
            "content-type": headers["content-type"] ?? "application/json",
          },
          ...(body.length > 0 && { body: Buffer.from(body) }),
        });
    response.writeHead(answered.status, { "content-type": "application/json" });
    response.end(await answered.text());
  };
  await once(front.listen(0, "127.0.0.1"), "listening");
  const { port } = front.address() as AddressInfo;
  const running = await startRunning({
    env: { OPS_TOKENS: opsTokens, ZENDESK_URL: `http://127.0.0.1:${port}`, ...credentialsOf(sandbox) },
  });
  return {
    ...running,
    sandbox,
    relent: () => void (refuses = false),
    async [Symbol.asyncDispose]() {
      await running[Symbol.asyncDispose]();
      front.close();
      await sandbox.close();
    },
  };
}

const refusal = {
  error: "RecordInvalid",
  description: "Record validation errors",
  details: { name: [{ description: "Name: is not wanted here", error: "InvalidValue" }] },
};

function credentialsOf({ credentials }: Sandbox): Record<string, string> {
  return {
    ZENDESK_OAUTH_CLIENT_ID: credentials.clientId,
    ZENDESK_OAUTH_CLIENT_SECRET: credentials.clientSecret,
  };
}

describe("a client that Zendesk refuses", () => {
  it("is found with its cause, request and answer, mended, retried, and right; its history says by whom", async () => {
    await using running = await startRefusing();
    await post(running.url, onboarding("C-1")[0]);

    const { jobs } = await eventually("a failed job", async () => {
      const found = await api<{ jobs: readonly Job[] }>(running, "/jobs?state=failed");
      return found.jobs.length > 0 && found;
    });
    const [failed] = jobs;
    const { causes } = await api<{ causes: readonly object[] }>(running, "/jobs/causes");

    expect(jobs).toHaveLength(1);
    expect(failed).toMatchObject({
      clientId: "C-1",
      clientName: "Acme C-1",
      cause: "zendesk-422:name",
      request: { method: "POST", body: { organization: { external_id: "C-1" } } },
      answer: { status: 422, body: refusal },
    });
    expect(causes).toEqual([expect.objectContaining({ cause: failed!.cause, count: 1, state: "failed" })]);

    running.relent();
    await api(running, `/jobs/${failed!.id}/retry`, { reason: "the rule is gone" });
    await eventually(
      "the job is done",
      async () => (await api<{ job: Job }>(running, `/jobs/${failed!.id}`)).job.state === "ok",
    );
    const { history } = await api<{ history: readonly Happening[] }>(running, "/clients/C-1/history");

    expect(running.sandbox.account.organizations.list()).toMatchObject([
      { external_id: "C-1", organization_fields: { client_segment: "segment_vip" } },
    ]);
    expect(history.filter(({ type }) => type === "act")).toMatchObject([
      { by: "otto", reason: "the rule is gone" },
    ]);
    expect(history.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["message", "change", "call", "act"]),
    );
  });
});

describe("what a running service answers to operators", () => {
  it("is whole: every list can be read, and the numbers are those of the stores", async () => {
    await using running = await startRunning({ env: { OPS_TOKENS: opsTokens } });
    await post(running.url, onboarding("C-1")[0]);
    await eventually("its organization", () => running.sandbox.account.organizations.size === 1);

    for (const path of [
      "/jobs",
      "/jobs/causes",
      "/retries",
      "/clients?search=acme",
      "/clients/C-1",
      "/conflicts",
      "/duplicates",
      "/activity",
      "/change-sets",
      "/notifications",
    ])
      await api(running, path);
    const { overview } = await api<{ overview: object }>(running, "/overview");
    const { count } = await api<{ count: number }>(running, "/jobs/retry", { filter: {}, dryRun: true });
    const metrics = await fetch(new URL("/metrics", running.url));

    expect(overview).toMatchObject({ messages: { day: 1 }, accessLostSince: null });
    expect(count).toBe(0);
    expect(await metrics.text()).toContain(`los_messages_total{source="accounting",kind="new-client"} 1`);
  });
});
