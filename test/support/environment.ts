import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { accountingSecret } from "./accounting.ts";

export const zendeskSecret = "zendesk-secret";

/** The environment of a service that stands on this sandbox; the stores are left out. */
export function environmentFor(sandbox: Pick<Sandbox, "url" | "credentials">): Record<string, string> {
  return {
    PORT: "0",
    ZENDESK_URL: sandbox.url,
    ZENDESK_OAUTH_CLIENT_ID: sandbox.credentials.clientId,
    ZENDESK_OAUTH_CLIENT_SECRET: sandbox.credentials.clientSecret,
    ZENDESK_WEBHOOK_SECRETS: zendeskSecret,
    ACCOUNTING_WEBHOOK_SECRETS: accountingSecret,
  };
}
