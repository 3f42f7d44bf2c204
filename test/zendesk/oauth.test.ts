import type { ServerResponse } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/sandbox.ts";
import type { Authorization } from "../../src/zendesk/authorization.ts";
import { apiTokenAuthorization } from "../../src/zendesk/authorization.ts";
import { uncounted } from "../../src/zendesk/budget.ts";
import { createZendesk } from "../../src/zendesk/client.ts";
import { oauthAuthorization } from "../../src/zendesk/oauth.ts";
import { hearingLog } from "../support/hearing-log.ts";
import { webServer } from "../support/web-server.ts";

/** A clock that stands still until time is let pass. */
function stoppedClock(): { readonly clock: () => number; readonly pass: (seconds: number) => void } {
  let nowMs = 1_000_000;
  return {
    clock: () => nowMs,
    pass: (seconds) => {
      nowMs += seconds * 1000;
    },
  };
}

function oauthAt(url: URL, clock = stoppedClock().clock): Authorization {
  return oauthAuthorization({
    url,
    clientId: "los_sync",
    clientSecret: "client-secret-canary",
    deadlineMs: 5000,
    clock,
  });
}

type Issuer = { readonly url: URL; readonly asked: readonly unknown[] };

/** A token endpoint: answers `token-1`, `token-2` and so on, with `extra` in each answer. */
async function issuer(extra: object = { expires_in: 1800 }): Promise<Issuer> {
  const asked: unknown[] = [];
  const { url } = await webServer((response, request) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
    request.on("end", () => {
      asked.push(JSON.parse(body));
      response.end(JSON.stringify({ access_token: `token-${asked.length}`, token_type: "bearer", ...extra }));
    });
  });
  return { url, asked };
}

/** A token endpoint that answers only this. */
async function refusing(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ url: URL; times: () => number }> {
  const { url, requests } = await webServer((response) => {
    response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
  });
  return { url, times: () => requests.length };
}

describe("an OAuth token", () => {
  it("is asked for with the client's credentials when the first one is needed", async () => {
    const { url, asked } = await issuer();

    expect(await oauthAt(url).header()).toBe("Bearer token-1");
    expect(asked).toEqual([
      {
        grant_type: "client_credentials",
        client_id: "los_sync",
        client_secret: "client-secret-canary",
        scope: "read write",
      },
    ]);
  });

  it("is one for many who need it at the same moment", async () => {
    const { url, asked } = await issuer();
    const authorization = oauthAt(url);

    const headers = await Promise.all(Array.from({ length: 50 }, async () => await authorization.header()));

    expect(new Set(headers)).toEqual(new Set(["Bearer token-1"]));
    expect(asked).toHaveLength(1);
  });

  it("is kept until nine tenths of its life are over", async () => {
    const { url, asked } = await issuer({ expires_in: 1000 });
    const { clock, pass } = stoppedClock();
    const authorization = oauthAt(url, clock);
    await authorization.header();

    pass(899);
    expect(await authorization.header()).toBe("Bearer token-1");
    pass(1);
    expect(await authorization.header()).toBe("Bearer token-2");
    expect(asked).toHaveLength(2);
  });

  it.each([[{}], [{ expires_in: null }]])("lives half an hour when Zendesk says %j", async (extra) => {
    const { url } = await issuer(extra);
    const { clock, pass } = stoppedClock();
    const authorization = oauthAt(url, clock);
    await authorization.header();

    pass(1619);
    expect(await authorization.header()).toBe("Bearer token-1");
    pass(1);
    expect(await authorization.header()).toBe("Bearer token-2");
  });

  it("that was refused is replaced, once for all who were refused", async () => {
    const { url, asked } = await issuer();
    const authorization = oauthAt(url);
    const refused = await authorization.header();

    expect([authorization.renew(refused), authorization.renew(refused)]).toEqual([true, true]);
    const headers = await Promise.all([authorization.header(), authorization.header()]);
    authorization.renew(refused);

    expect(headers).toEqual(["Bearer token-2", "Bearer token-2"]);
    expect(await authorization.header()).toBe("Bearer token-2");
    expect(asked).toHaveLength(2);
  });

  it("is asked for again after an answer that was none", async () => {
    let isDown = true;
    const { url } = await webServer((response) => {
      response.writeHead(isDown ? 502 : 200).end(isDown ? "<html>" : '{"access_token":"token"}');
    });
    const authorization = oauthAt(url);
    await expect(authorization.header()).rejects.toMatchObject({ name: "Unreachable" });
    isDown = false;

    expect(await authorization.header()).toBe("Bearer token");
  });
});

describe("a token endpoint that gives no token", () => {
  it.each<[string, number, unknown, Record<string, string>, object]>([
    ["a wrong client", 401, { error: "invalid_client" }, {}, { name: "AccessLost", status: 401 }],
    ["a wrong scope", 400, { error: "invalid_scope" }, {}, { name: "AccessLost", status: 400 }],
    ["no permission", 403, "<html>", {}, { name: "AccessLost", status: 403 }],
    ["a wrong address", 404, "<html>", {}, { name: "AccessLost", status: 404 }],
    [
      "too many",
      429,
      "",
      { "retry-after": "7" },
      { name: "Throttled", scope: "account", retryAfterMs: 7000 },
    ],
    ["maintenance", 503, "", { "retry-after": "7" }, { name: "Throttled", retryAfterMs: 7000 }],
    // The job that needs a token has nothing to do with these, so they are an outage and use up no attempts of it.
    ["an error", 500, { error: "InternalServerError" }, {}, { name: "Unreachable", code: "zendesk-500" }],
    ["a gateway", 502, "<html>", {}, { name: "Unreachable", code: "zendesk-502" }],
    ["a page", 200, "<html>", {}, { name: "Unreachable", code: "zendesk-bad-answer" }],
    ["no token", 200, { token_type: "bearer" }, {}, { name: "Unreachable", code: "zendesk-bad-answer" }],
    ["an empty token", 200, { access_token: "" }, {}, { name: "Unreachable", code: "zendesk-bad-answer" }],
    [
      "an impossible life",
      200,
      { access_token: "access-token-canary", expires_in: -1 },
      {},
      { name: "Unreachable", code: "zendesk-bad-answer" },
    ],
    [
      "elsewhere",
      302,
      "",
      { location: "https://evil.example" },
      { name: "Unreachable", code: "zendesk-302" },
    ],
  ])("but says: %s", async (_what, status, body, headers, refusal) => {
    const { url, times } = await refusing(status, body, headers);

    const err: unknown = await oauthAt(url)
      .header()
      .catch((thrown: unknown) => thrown);

    expect(err).toMatchObject(refusal);
    expect(times()).toBe(1);
    const { log, text } = hearingLog();
    log.warn({ err }, "job.attempted");
    expect(text()).not.toContain("canary");
    expect(JSON.stringify(err)).not.toContain("canary");
  });

  it("names the client, and what was asked without the secret", async () => {
    const { url } = await refusing(401, { error: "invalid_client", error_description: "unknown client" });

    await expect(oauthAt(url).header()).rejects.toMatchObject({
      message:
        'zendesk gives no token to OAuth client "los_sync": zendesk answered 401 to POST /oauth/tokens: invalid_client, unknown client',
      exchange: {
        method: "POST",
        path: "/oauth/tokens",
        request: { grant_type: "client_credentials", client_id: "los_sync", scope: "read write" },
        status: 401,
      },
    });
  });

  it("because nobody is there is an outage, without the secret", async () => {
    const { url } = await webServer((response) => void response.socket?.resetAndDestroy());

    const err: unknown = await oauthAt(url)
      .header()
      .catch((thrown: unknown) => thrown);

    expect(err).toMatchObject({ name: "Unreachable", code: "zendesk-connection" });
    const { log, text } = hearingLog();
    log.warn({ err }, "job.attempted");
    expect(text()).not.toContain("canary");
  });
});

describe("the service at a sandbox", () => {
  async function start(options: SandboxOptions = {}): Promise<Sandbox> {
    const sandbox = await startSandbox(options);
    onTestFinished(async () => await sandbox.close());
    return sandbox;
  }

  function clientOf(
    sandbox: Sandbox,
    secret = sandbox.credentials.clientSecret,
  ): ReturnType<typeof createZendesk> {
    return createZendesk({
      budget: uncounted,
      url: sandbox.url,
      credentials: { kind: "oauth", clientId: sandbox.credentials.clientId, clientSecret: secret },
      log: hearingLog().log,
    });
  }

  function asked(sandbox: Sandbox): string[] {
    return sandbox.calls.map(({ method, path, status }) => `${method} ${path} ${status}`);
  }

  it("asks for one token for many calls at once", async () => {
    const sandbox = await start();
    const client = clientOf(sandbox);

    await Promise.all(Array.from({ length: 20 }, async () => await client.users.me()));

    expect(asked(sandbox).filter((call) => !call.includes("/users/me"))).toEqual(["POST /oauth/tokens 200"]);
  });

  it("gets a new token when its own was revoked, and repeats the call once", async () => {
    const sandbox = await start();
    const client = clientOf(sandbox);
    await client.users.me();
    sandbox.revokeTokens();
    sandbox.forgetCalls();

    await client.organizations.create({ organization: { name: "Acme" } });

    expect(asked(sandbox)).toEqual([
      "POST /api/v2/organizations.json 401",
      "POST /oauth/tokens 200",
      "POST /api/v2/organizations.json 201",
    ]);
    expect(sandbox.account.organizations.list()).toHaveLength(1);
  });

  it("gets one new token for many calls when its own was revoked", async () => {
    const sandbox = await start();
    const client = clientOf(sandbox);
    await client.users.me();
    sandbox.revokeTokens();
    sandbox.forgetCalls();

    await Promise.all(Array.from({ length: 10 }, async () => await client.users.me()));

    expect(asked(sandbox).filter((call) => call.startsWith("POST"))).toEqual(["POST /oauth/tokens 200"]);
  });

  it("has lost access when the new token is refused too", async () => {
    const { url, requests } = await webServer((response, request) => {
      if (request.url === "/oauth/tokens") response.end('{"access_token":"token"}');
      else response.writeHead(401).end('{"error":"invalid_token"}');
    });
    const client = createZendesk({
      budget: uncounted,
      url: url.href,
      credentials: { kind: "oauth", clientId: "los_sync", clientSecret: "secret" },
      log: hearingLog().log,
    });

    await expect(client.organizations.show(7001)).rejects.toMatchObject({ name: "AccessLost", status: 401 });
    expect(requests.map(({ path }) => path)).toEqual([
      "/oauth/tokens",
      "/api/v2/organizations/7001.json",
      "/oauth/tokens",
      "/api/v2/organizations/7001.json",
    ]);
  });

  it("has lost access when its secret is wrong", async () => {
    const sandbox = await start();

    await expect(clientOf(sandbox, "wrong-canary").users.me()).rejects.toMatchObject({
      name: "AccessLost",
      status: 401,
      message: expect.not.stringContaining("wrong-canary"),
    });
    expect(asked(sandbox)).toEqual(["POST /oauth/tokens 401"]);
  });

  /** What is sent late may overwrite what another worker, who took over meanwhile, has written. */
  it("sends nothing later than its deadline, however long tokens take", async () => {
    const later = (response: ServerResponse, status: number, body: string): void =>
      void setTimeout(() => response.writeHead(status).end(body), 600);
    let tokens = 0;
    const { url, requests } = await webServer((response, request) => {
      if (request.url !== "/oauth/tokens") return later(response, 401, '{"error":"invalid_token"}');
      tokens += 1;
      if (tokens === 1) response.end('{"access_token":"first"}');
      else later(response, 200, '{"access_token":"second"}');
    });
    const client = createZendesk({
      budget: uncounted,
      url: url.href,
      credentials: { kind: "oauth", clientId: "los_sync", clientSecret: "secret" },
      log: hearingLog().log,
      deadlineMs: 1000,
    });

    await expect(client.organizations.update(7001, { organization: {} })).rejects.toMatchObject({
      name: "Unreachable",
      code: "zendesk-timeout",
    });
    expect(requests.map(({ path }) => path)).toEqual([
      "/oauth/tokens",
      "/api/v2/organizations/7001.json",
      "/oauth/tokens",
    ]);
  });
});

describe("an API token", () => {
  it("makes the header of Zendesk's basic authentication", async () => {
    const authorization = apiTokenAuthorization(
      "admin@acme.example",
      "6wiIBWbGkBMo1mRDMuVwkw1EPsNkeUj95PIz2akv",
    );

    expect(await authorization.header()).toBe(
      "Basic YWRtaW5AYWNtZS5leGFtcGxlL3Rva2VuOjZ3aUlCV2JHa0JNbzFtUkRNdVZ3a3cxRVBzTmtlVWo5NVBJejJha3Y=",
    );
  });

  it("cannot be renewed", async () => {
    const authorization = apiTokenAuthorization("admin@acme.example", "token");

    expect(authorization.renew(await authorization.header())).toBe(false);
  });

  it("is good for the sandbox", async () => {
    const sandbox = await startSandbox();
    onTestFinished(async () => await sandbox.close());
    const client = createZendesk({
      budget: uncounted,
      url: sandbox.url,
      credentials: { kind: "api-token", email: "admin@sandbox.example", token: "sandbox-api-token" },
      log: hearingLog().log,
    });

    await expect(client.users.me()).resolves.toMatchObject({ result: { name: "Sandbox Admin" } });
  });
});
