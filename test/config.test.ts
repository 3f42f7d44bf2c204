import { readFile } from "node:fs/promises";

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
      http: { host: "127.0.0.1", port: 3000 },
      databaseUrl: undefined,
      redisUrl: undefined,
      dataDir: ".data",
      configDir: "config",
      zendesk: {
        url: "https://acme.zendesk.com",
        credentials: { kind: "oauth", clientId: "los", clientSecret: "hush" },
        requestShare: 0.75,
        webhookSecrets: ["one", "two"],
        minuteMs: 60_000,
      },
      accounting: { webhookSecrets: [secret] },
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
