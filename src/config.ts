import { z } from "zod";

import { address, listOf, networks, secrets, share, whole, zendeskAddress } from "./environment-fields.ts";
import { type OperatorToken, operatorTokens } from "./operator-tokens.ts";
import type { Credentials } from "./zendesk/client.ts";

export type Config = {
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** Proxies in front of us, or their networks, whose word on a sender's address is believed. */
    readonly trustedProxies: readonly string[];
    /** How long those who send here have to notice that we stop (milliseconds); another one only in tests. */
    readonly drainMs?: number;
  };
  /** Where Zendesk reaches the service. */
  readonly publicUrl: string | undefined;
  /** Undefined: a PostgreSQL of our own under `dataDir`. */
  readonly databaseUrl: string | undefined;
  /** Undefined: a Redis of our own under `dataDir`. */
  readonly redisUrl: string | undefined;
  readonly dataDir: string;
  readonly configDir: string;
  readonly zendesk: {
    readonly url: string;
    /** Where the same account was before, if it moved. */
    readonly formerUrl: string | undefined;
    readonly credentials: Credentials;
    /** Share of the account's request budget that is ours, above 0 and at most 1. */
    readonly requestShare: number;
    readonly webhookSecrets: readonly string[];
    /** Length of Zendesk's minute (milliseconds): shorter only against a sandbox that compresses time. */
    readonly minuteMs: number;
  };
  readonly accounting: { readonly webhookSecrets: readonly string[] };
  readonly operations: {
    /** Who may ask and act; empty: nobody, and the operations API and the console are closed. */
    readonly tokens: readonly OperatorToken[];
    /** How long history is kept, and the calls to Zendesk in it (days). */
    readonly historyDays: number;
    readonly callsDays: number;
    /** Where a process without http answers /livez, /readyz and /metrics; undefined: nowhere. */
    readonly metricsPort: number | undefined;
  };
  readonly notify: {
    /** An incoming webhook as Slack's. */
    readonly slackUrl: string | undefined;
    readonly email:
      | { readonly smtpUrl: string; readonly from: string; readonly to: readonly string[] }
      | undefined;
  };
  /** Where traces go, by OTLP over HTTP; undefined: nowhere. */
  readonly otlpEndpoint: string | undefined;
  readonly logLevel: z.infer<typeof logLevel>;
};

/** The environment cannot be used. Lists every problem by the variable's name, never its value. */
export class InvalidConfig extends Error {
  override readonly name = "InvalidConfig";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `the environment has ${problems.length} ${problems.length === 1 ? "problem" : "problems"}\n${problems.join("\n")}`,
    );
    this.problems = problems;
  }
}

const logLevel = z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
  error: "must be one of trace, debug, info, warn, error, fatal, silent",
});

const environment = z.object({
  HOST: z.string().default("127.0.0.1"),
  PORT: whole(0, 65_535).default(3000),
  TRUSTED_PROXIES: networks().default([]),
  PUBLIC_URL: address(["https:", "http:"]).optional(),
  DATABASE_URL: address(["postgres:", "postgresql:"]).optional(),
  REDIS_URL: address(["redis:", "rediss:"]).optional(),
  DATA_DIR: z.string().default(".data"),
  CONFIG_DIR: z.string().default("config"),
  ZENDESK_URL: zendeskAddress(),
  ZENDESK_FORMER_URL: zendeskAddress().optional(),
  ZENDESK_OAUTH_CLIENT_ID: z.string().optional(),
  ZENDESK_OAUTH_CLIENT_SECRET: z.string().optional(),
  ZENDESK_EMAIL: z.string().optional(),
  ZENDESK_API_TOKEN: z.string().optional(),
  ZENDESK_REQUEST_SHARE: share().default(0.75),
  ZENDESK_WEBHOOK_SECRETS: secrets(/^.+$/, "must be signing secrets, separated by commas"),
  ACCOUNTING_WEBHOOK_SECRETS: secrets(
    /^whsec_(?:[A-Za-z0-9+/]{4}){8,}(?:[A-Za-z0-9+/]{2,3}={0,2})?$/,
    "must be Standard Webhooks secrets, separated by commas: whsec_ and at least 24 bytes in base64",
  ),
  OPS_TOKENS: operatorTokens().default([]),
  HISTORY_DAYS: whole(1, 36_500).default(730),
  CALLS_DAYS: whole(1, 36_500).default(90),
  METRICS_PORT: whole(0, 65_535).optional(),
  NOTIFY_SLACK_URL: address(["https:", "http:"]).optional(),
  NOTIFY_SMTP_URL: address(["smtp:", "smtps:"]).optional(),
  NOTIFY_FROM: z.string().optional(),
  NOTIFY_TO: listOf(/^.+@.+$/, "must be e-mail addresses, separated by commas").default([]),
  OTEL_EXPORTER_OTLP_ENDPOINT: address(["http:", "https:"]).optional(),
  LOG_LEVEL: logLevel.default("info"),
});

type Environment = z.infer<typeof environment>;

/** Setup makes the webhook whose secret the service needs. */
const beforeSetup = environment.extend({
  ZENDESK_WEBHOOK_SECRETS: environment.shape.ZENDESK_WEBHOOK_SECRETS.default([]),
});

/** The names this service reads. A test holds `.env.example` to them. */
export const environmentNames: readonly string[] = Object.keys(environment.shape);

/** For commands that need only the catalogue: whoever writes one need not know a secret. */
export function configDirIn(env: Readonly<Record<string, string | undefined>>): string {
  const given = env["CONFIG_DIR"]?.trim() ?? "";
  return given === "" ? "config" : given;
}

/**
 * Reads the environment; an empty variable counts as not set. For `setup`, Zendesk's webhook need not be there yet.
 * @throws InvalidConfig
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
  whatFor: "service" | "setup" = "service",
): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const parsed = (whatFor === "setup" ? beforeSetup : environment).safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  const credentials = credentialsIn(given);
  if (given["NOTIFY_SMTP_URL"] !== undefined) {
    for (const name of ["NOTIFY_FROM", "NOTIFY_TO"]) {
      if (given[name] === undefined) problems.push(`${name}: is missing, NOTIFY_SMTP_URL is set`);
    }
  }
  if ("problem" in credentials) problems.push(credentials.problem);
  if (!parsed.success || "problem" in credentials || problems.length > 0) throw new InvalidConfig(problems);
  return configOf(parsed.data, credentials);
}

function configOf(env: Environment, credentials: Credentials): Config {
  return {
    http: { host: env.HOST, port: env.PORT, trustedProxies: env.TRUSTED_PROXIES },
    publicUrl: env.PUBLIC_URL,
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    dataDir: env.DATA_DIR,
    configDir: env.CONFIG_DIR,
    zendesk: {
      url: env.ZENDESK_URL,
      formerUrl: env.ZENDESK_FORMER_URL,
      credentials,
      requestShare: env.ZENDESK_REQUEST_SHARE,
      webhookSecrets: env.ZENDESK_WEBHOOK_SECRETS,
      minuteMs: 60_000,
    },
    accounting: { webhookSecrets: env.ACCOUNTING_WEBHOOK_SECRETS },
    operations: {
      tokens: env.OPS_TOKENS,
      historyDays: env.HISTORY_DAYS,
      callsDays: env.CALLS_DAYS,
      metricsPort: env.METRICS_PORT,
    },
    notify: { slackUrl: env.NOTIFY_SLACK_URL, email: emailIn(env) },
    otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
    logLevel: env.LOG_LEVEL,
  };
}

function credentialsIn(
  given: Readonly<Record<string, string | undefined>>,
): Credentials | { problem: string } {
  const {
    ZENDESK_OAUTH_CLIENT_ID: clientId,
    ZENDESK_OAUTH_CLIENT_SECRET: clientSecret,
    ZENDESK_EMAIL: email,
    ZENDESK_API_TOKEN: token,
  } = given;
  if (clientId !== undefined && clientSecret !== undefined) return { kind: "oauth", clientId, clientSecret };
  if (clientId !== undefined)
    return { problem: "ZENDESK_OAUTH_CLIENT_SECRET: is missing, ZENDESK_OAUTH_CLIENT_ID is set" };
  if (clientSecret !== undefined)
    return { problem: "ZENDESK_OAUTH_CLIENT_ID: is missing, ZENDESK_OAUTH_CLIENT_SECRET is set" };
  if (email !== undefined && token !== undefined) return { kind: "api-token", email, token };
  if (email !== undefined) return { problem: "ZENDESK_API_TOKEN: is missing, ZENDESK_EMAIL is set" };
  if (token !== undefined) return { problem: "ZENDESK_EMAIL: is missing, ZENDESK_API_TOKEN is set" };
  return {
    problem:
      "ZENDESK_OAUTH_CLIENT_ID: is missing, with ZENDESK_OAUTH_CLIENT_SECRET (or ZENDESK_EMAIL and ZENDESK_API_TOKEN)",
  };
}

function emailIn({ NOTIFY_SMTP_URL: smtpUrl, NOTIFY_FROM: from, NOTIFY_TO: to }: Environment) {
  return smtpUrl !== undefined && from !== undefined ? { smtpUrl, from, to } : undefined;
}
