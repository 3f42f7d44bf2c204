import { defaultCredentials } from "../../src/sandbox/credentials.ts";
import type { StoreUrls } from "../../src/stores.ts";
import { accountingSecret } from "../support/accounting.ts";

export const zendeskSecret = "zendesk-secret";

/** The environment of a service on these stores and on the sandbox at this address. */
export function benchEnvironment(
  sandboxUrl: string,
  { databaseUrl, redisUrl }: StoreUrls,
): Record<string, string> {
  return {
    PORT: "0",
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    ZENDESK_URL: sandboxUrl,
    ZENDESK_OAUTH_CLIENT_ID: defaultCredentials.clientId,
    ZENDESK_OAUTH_CLIENT_SECRET: defaultCredentials.clientSecret,
    ZENDESK_WEBHOOK_SECRETS: zendeskSecret,
    ACCOUNTING_WEBHOOK_SECRETS: accountingSecret,
    LOG_LEVEL: "warn",
  };
}
