import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

import { fastify } from "fastify";
import { describe, expect, it } from "vitest";

import { environmentNames, InvalidConfig, loadConfig } from "../src/config.ts";

const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

const least = {
  ZENDESK_URL: "https://acme.zendesk.com",
  ZENDESK_OAUTH_CLIENT_ID: "los",
  ZENDESK_OAUTH_CLIENT_SECRET: "hush",
  ZENDESK_WEBHOOK_SECRETS: "one,two",
  ACCOUNTING_WEBHOOK_SECRETS: secret,
};

function problemsIn(env: Record<string, string | undefined>): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (err) {
    if (err instanceof InvalidConfig) return err.problems;
    throw err;
  }
}

describe("the environment", () => {
  it("needs little, and has defaults for the rest", () => {
    expect(loadConfig(least)).toEqual({
      http: { host: "127.0.0.1", port: 3000, trustedProxies: [] },
      databaseUrl: undefined,
      redisUrl: undefined,
      dataDir: ".data",
      configDir: "config",
      zendesk: {
        url: "https://acme.zendesk.com",
        credentials: { kind: "oauth", clientId: "los", clientSecret: "hush" },
        formerUrl: undefined,
        requestShare: 0.75,
        webhookSecrets: ["one", "two"],
        minuteMs: 60_000,
      },
      accounting: { webhookSecrets: [secret] },
      operations: { tokens: [], historyDays: 730, callsDays: 90, metricsPort: undefined },
      notify: { slackUrl: undefined, email: undefined },
      logLevel: "info",
    });
  });

  it("may say where Zendesk reaches the service", () => {
    expect(loadConfig({ ...least, PUBLIC_URL: "https://los.example" }).publicUrl).toBe("https://los.example");
    expect(problemsIn({ ...least, PUBLIC_URL: "los.example" })).toEqual([
      "PUBLIC_URL: must be an address that starts with https:// or http://",
    ]);
  });

  it("needs no secret of Zendesk's webhook for setup, which makes the webhook", () => {
    const { ZENDESK_WEBHOOK_SECRETS: _, ...rest } = least;

    expect(loadConfig(rest, "setup").zendesk.webhookSecrets).toEqual([]);
    expect(problemsIn(rest)).toEqual(["ZENDESK_WEBHOOK_SECRETS: is required"]);
  });

  it("may name an API token instead of an OAuth client", () => {
    const { ZENDESK_OAUTH_CLIENT_ID: _, ZENDESK_OAUTH_CLIENT_SECRET: __, ...rest } = least;

    const config = loadConfig({ ...rest, ZENDESK_EMAIL: "ops@acme.example", ZENDESK_API_TOKEN: "t0ken" });

    expect(config.zendesk.credentials).toEqual({
      kind: "api-token",
      email: "ops@acme.example",
      token: "t0ken",
    });
  });

  it.each(["10.0.0.1", "10.0.0.0/8", "10.0.0.1/32", "::1", "fd00::/128", "::ffff:10.0.0.0/104"])(
    "names a proxy whose word is believed: %s",
    async (proxy) => {
      const { trustedProxies } = loadConfig({ ...least, TRUSTED_PROXIES: proxy }).http;

      expect(trustedProxies).toEqual([proxy]);
      expect(() => fastify({ trustProxy: [...trustedProxies] })).not.toThrow();
    },
  );

  it("names who may use the operations API, by their tokens or only what the tokens hash to", () => {
    const hashOf = (token: string) => createHash("sha256").update(token).digest();

    const { tokens } = loadConfig({
      ...least,
      OPS_TOKENS: `dana:operator:a-token-of-some-length, lee:admin:sha256:${hashOf("lee's").toString("hex")},kim:viewer:short`,
    }).operations;

    expect(tokens).toEqual([
      { name: "dana", role: "operator", hash: hashOf("a-token-of-some-length"), isWeak: false },
      { name: "lee", role: "admin", hash: hashOf("lee's"), isWeak: false },
      { name: "kim", role: "viewer", hash: expect.any(Buffer), isWeak: true },
    ]);
    expect(JSON.stringify(tokens)).not.toContain("a-token-of-some-length");
  });

  it("takes no token of two persons, also where only one of them wrote it down", () => {
    const token = "a-token-of-some-length";
    const hash = createHash("sha256").update(token).digest("hex");

    expect(problemsIn({ ...least, OPS_TOKENS: `dana:operator:${token},lee:admin:sha256:${hash}` })).toEqual([
      "OPS_TOKENS: two persons have the same token",
    ]);
  });

  it.each([
    ["fifteen-letters", true],
    ["sixteen-letters!", false],
  ])("calls a token of %j weak: %s", (token, isWeak) => {
    expect(loadConfig({ ...least, OPS_TOKENS: `dana:viewer:${token}` }).operations.tokens).toMatchObject([
      { isWeak },
    ]);
  });

  it("says how long history is kept, and where a worker without http is watched", () => {
    const env = { ...least, HISTORY_DAYS: "365", CALLS_DAYS: "30", METRICS_PORT: "9464" };

    expect(loadConfig(env).operations).toEqual({
      tokens: [],
      historyDays: 365,
      callsDays: 30,
      metricsPort: 9464,
    });
  });

  it("says who is told when something fails: a webhook, by e-mail, or both", () => {
    const email = {
      NOTIFY_SMTP_URL: "smtps://user:hush@smtp.example:465",
      NOTIFY_FROM: "los@acme.example",
      NOTIFY_TO: "ops@acme.example, lead@acme.example",
    };

    expect(loadConfig({ ...least, ...email, NOTIFY_SLACK_URL: "https://hooks.example/1" }).notify).toEqual({
      slackUrl: "https://hooks.example/1",
      email: {
        smtpUrl: "smtps://user:hush@smtp.example:465",
        from: "los@acme.example",
        to: ["ops@acme.example", "lead@acme.example"],
      },
    });
    expect(problemsIn({ ...least, ...email, NOTIFY_SMTP_URL: "https://smtp.example" })).toEqual([
      "NOTIFY_SMTP_URL: must be an address that starts with smtp:// or smtps://",
    ]);
    expect(problemsIn({ ...least, NOTIFY_SMTP_URL: email.NOTIFY_SMTP_URL })).toEqual([
      "NOTIFY_FROM: is missing, NOTIFY_SMTP_URL is set",
      "NOTIFY_TO: is missing, NOTIFY_SMTP_URL is set",
    ]);
  });

  it("counts an empty variable as not set", () => {
    expect(loadConfig({ ...least, DATABASE_URL: "", PORT: " " }).http.port).toBe(3000);
  });

  it("is told with every problem at once", () => {
    expect(problemsIn({})).toEqual([
      "ZENDESK_URL: is required",
      "ZENDESK_WEBHOOK_SECRETS: is required",
      "ACCOUNTING_WEBHOOK_SECRETS: is required",
      "ZENDESK_OAUTH_CLIENT_ID: is missing, with ZENDESK_OAUTH_CLIENT_SECRET (or ZENDESK_EMAIL and ZENDESK_API_TOKEN)",
    ]);
  });

  it.each([
    ["PORT", "http"],
    ["PORT", "65536"],
    ["DATABASE_URL", "mysql://db/los"],
    ["REDIS_URL", "localhost:6379"],
    ["ZENDESK_URL", "acme.zendesk.com"],
    ["ZENDESK_URL", "http://acme.zendesk.com"],
    ["ZENDESK_URL", "https://acme.zendesk.com/api/v2"],
    ["ZENDESK_URL", "https://user:pass@acme.zendesk.com"],
    ["ZENDESK_REQUEST_SHARE", "0.0"],
    ["ZENDESK_REQUEST_SHARE", "1.5"],
    ["ZENDESK_REQUEST_SHARE", "half"],
    ["ZENDESK_WEBHOOK_SECRETS", "one,,two"],
    ["ACCOUNTING_WEBHOOK_SECRETS", "hunter2"],
    ["ACCOUNTING_WEBHOOK_SECRETS", "whsec_c2hvcnQ="],
    ["ACCOUNTING_WEBHOOK_SECRETS", `${secret},whsec_not*base64*not*base64*not*base64`],
    ["TRUSTED_PROXIES", "10.0.0.0/8,proxy.example"],
    ["TRUSTED_PROXIES", "true"],
    ["TRUSTED_PROXIES", "10.0.0.0/33"],
    ["TRUSTED_PROXIES", "10.0.0.0/0"],
    ["TRUSTED_PROXIES", "fd00::/129"],
    ["TRUSTED_PROXIES", "10.0.0.1,,10.0.0.2"],
    ["OPS_TOKENS", "dana:operator"],
    ["OPS_TOKENS", "dana:king:a-token-of-some-length"],
    ["OPS_TOKENS", "dana:operator:with a:colon"],
    ["OPS_TOKENS", "dana:operator:sha256:abc123"],
    ["OPS_TOKENS", "dana:operator:a-token-of-some-length,,lee:viewer:another-of-some-length"],
    ["OPS_TOKENS", "dana:operator:a-token-of-some-length,dana:viewer:another-of-some-length"],
    ["OPS_TOKENS", "dana:operator:a-token-of-some-length,lee:viewer:a-token-of-some-length"],
    ["HISTORY_DAYS", "40000"],
    ["HISTORY_DAYS", "a year"],
    ["CALLS_DAYS", "-1"],
    ["METRICS_PORT", "65536"],
    ["NOTIFY_SLACK_URL", "hooks.slack.com/services/1"],
    ["NOTIFY_TO", "ops@acme.example,,lead@acme.example"],
    ["NOTIFY_TO", "ops@acme.example, "],
    ["NOTIFY_TO", "nobody"],
    ["LOG_LEVEL", "loud"],
  ])("refuses %s=%s by its name, and does not repeat a value", (name, value) => {
    const problems = problemsIn({ ...least, [name]: value });

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name}: `));
    expect(problems[0]?.replace(name, "")).not.toContain(value);
  });

  it.each([
    [
      "ZENDESK_OAUTH_CLIENT_SECRET",
      "ZENDESK_OAUTH_CLIENT_SECRET: is missing, ZENDESK_OAUTH_CLIENT_ID is set",
    ],
    ["ZENDESK_OAUTH_CLIENT_ID", "ZENDESK_OAUTH_CLIENT_ID: is missing, ZENDESK_OAUTH_CLIENT_SECRET is set"],
  ])("without %s says which half of the pair is there", (name, problem) => {
    expect(problemsIn({ ...least, [name]: undefined })).toEqual([problem]);
  });

  it("is explained in .env.example, every variable of it", async () => {
    const example = await readFile(".env.example", "utf8");
    const explained = [...example.matchAll(/^#? ?([A-Z_]+)=/gm)].map(([, name]) => name);

    expect(explained).toEqual(environmentNames);
  });
});
