import { onTestFinished } from "vitest";

import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { startRecordingGate } from "../chaos/recording-gate.ts";
import { type Cage, createCage } from "./canaries.ts";
import { type Listener, mailListener, webListener } from "./listeners.ts";
import { type PlantedStores, plantedStores } from "./planted-stores.ts";

/** Zendesk's minute: people are told of what begins within half of it. */
export const minuteMs = 1000;

/** What is waited for comes, on a busy machine later (milliseconds). */
export const patienceMs = 90_000;

/** Another client's, by the name of one of ours: whose job stops for a person. */
const namesake = { name: "Acme C-3", external_id: "C-9", domain_names: ["c-3.example"] };

export type PlantedWorld = {
  readonly cage: Cage;
  readonly env: Readonly<Record<string, string>>;
  readonly sandbox: Sandbox;
  readonly stores: PlantedStores;
  readonly tokens: { readonly viewer: string; readonly admin: string };
  readonly secrets: { readonly accounting: string; readonly zendesk: string };
  readonly slack: Listener;
  readonly mail: Listener;
  readonly collector: Listener;
};

/** All that a service stands on, each secret of it a canary; it goes with the test. */
export async function plantedWorld(): Promise<PlantedWorld> {
  const cage = createCage();
  const credentials = {
    clientId: "los_sync",
    clientSecret: cage.plant("ZENDESK_OAUTH_CLIENT_SECRET"),
    email: "admin@example.com",
    apiToken: cage.plant("ZENDESK_API_TOKEN"),
  };
  const sandbox = await startSandbox({ minuteMs, credentials, organizations: [namesake] });
  onTestFinished(async () => await sandbox.close());
  const gate = await startRecordingGate(sandbox.url, ({ path, answer }) => {
    const [, token] = /"access_token":"([^"]+)"/.exec(answer.toString()) ?? [];
    if (path === "/oauth/tokens" && token !== undefined) cage.add("an access token of Zendesk's", token);
  });
  onTestFinished(async () => await gate.close());

  const stores = await plantedStores(cage);
  const slack = await webListener("what Slack was told");
  const collector = await webListener("traces");
  const mail = await mailListener(cage.plant("NOTIFY_SMTP_URL"));
  collector.url.username = "tracer";
  collector.url.password = cage.plant("OTEL_EXPORTER_OTLP_ENDPOINT");
  const tokens = { viewer: cage.plant("OPS_TOKENS"), admin: cage.plant("OPS_TOKENS") };
  const secrets = {
    accounting: `whsec_${Buffer.from(cage.plant("ACCOUNTING_WEBHOOK_SECRETS")).toString("base64")}`,
    zendesk: cage.plant("ZENDESK_WEBHOOK_SECRETS"),
  };
  const env = {
    PORT: "0",
    LOG_LEVEL: "trace",
    PUBLIC_URL: "https://los.example",
    DATABASE_URL: stores.databaseUrl,
    REDIS_URL: stores.redisUrl,
    ZENDESK_URL: gate.url,
    ZENDESK_OAUTH_CLIENT_ID: credentials.clientId,
    ZENDESK_OAUTH_CLIENT_SECRET: credentials.clientSecret,
    ZENDESK_EMAIL: credentials.email,
    ZENDESK_API_TOKEN: credentials.apiToken,
    ZENDESK_WEBHOOK_SECRETS: `${cage.plant("ZENDESK_WEBHOOK_SECRETS")},${secrets.zendesk}`,
    ACCOUNTING_WEBHOOK_SECRETS: secrets.accounting,
    OPS_TOKENS: `vera:viewer:${tokens.viewer},ada:admin:${tokens.admin}`,
    NOTIFY_SLACK_URL: new URL(`services/T0/B0/${cage.plant("NOTIFY_SLACK_URL")}`, slack.url).href,
    NOTIFY_SMTP_URL: mail.url.href,
    NOTIFY_FROM: "los-sync@example.com",
    NOTIFY_TO: "operations@example.com",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url.href,
  };
  return { cage, env, sandbox, stores, tokens, secrets, slack, mail, collector };
}
