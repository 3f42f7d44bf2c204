/** What the configuration reads of the environment, by whether somebody who sees it could use it. */
export const secretVariables: readonly string[] = [
  "ACCOUNTING_WEBHOOK_SECRETS",
  "DATABASE_URL",
  "NOTIFY_SLACK_URL",
  "NOTIFY_SMTP_URL",
  "OPS_TOKENS",
  "OTEL_EXPORTER_OTLP_ENDPOINT",
  "REDIS_URL",
  "ZENDESK_API_TOKEN",
  "ZENDESK_OAUTH_CLIENT_SECRET",
  "ZENDESK_WEBHOOK_SECRETS",
];

export const openVariables: readonly string[] = [
  "CALLS_DAYS",
  "CONFIG_DIR",
  "DATA_DIR",
  "HISTORY_DAYS",
  "HOST",
  "LOG_LEVEL",
  "METRICS_PORT",
  "NOTIFY_FROM",
  "NOTIFY_TO",
  "PORT",
  "PUBLIC_URL",
  "TRUSTED_PROXIES",
  "ZENDESK_EMAIL",
  "ZENDESK_FORMER_URL",
  "ZENDESK_OAUTH_CLIENT_ID",
  "ZENDESK_REQUEST_SHARE",
  "ZENDESK_URL",
];
