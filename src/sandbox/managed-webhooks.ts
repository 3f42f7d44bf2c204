import { randomBytes } from "node:crypto";
import { z } from "zod";
import { apiUserId } from "./account.ts";
import type { Account } from "./account.ts";
import { httpMethods, requestFormats } from "./managed-webhook.ts";
import type { ManagedWebhook } from "./managed-webhook.ts";
import { blankValue, recordInvalid, recordNotFound } from "./refusal.ts";
import { ulidOf } from "./ulid.ts";
import {
  authenticationHeaders,
  presentAuthentication,
  webhookAuthentication,
} from "./webhook-authentication.ts";
import { isOneKind, triggerSubscription } from "./webhook-options.ts";
import type { Webhook } from "./webhooks.ts";

export const webhookChanges = z.object({
  /** Recorded callers send it; it changes nothing. */
  id: z.exactOptional(z.string()),
  name: z.exactOptional(z.string()),
  description: z.exactOptional(z.string()),
  status: z.exactOptional(z.enum(["active", "inactive"])),
  subscriptions: z.exactOptional(z.array(z.string())),
  endpoint: z.exactOptional(z.string()),
  http_method: z.exactOptional(z.enum(httpMethods)),
  request_format: z.exactOptional(z.enum(requestFormats)),
  authentication: z.exactOptional(webhookAuthentication),
  custom_headers: z.exactOptional(z.record(z.string(), z.string())),
});
export type WebhookChanges = z.infer<typeof webhookChanges>;

const required = ["name", "endpoint", "http_method", "request_format", "status"] as const;

/** Names need not be unique. */
export function createWebhook(account: Account, given: WebhookChanges): ManagedWebhook {
  requireAll(given);
  const { id: _theirs, ...changes } = given;
  const blank: ManagedWebhook = {
    id: account.newId(),
    name: "",
    status: "active",
    subscriptions: [triggerSubscription],
    created_at: account.timestamp(),
    created_by: String(apiUserId),
    endpoint: "",
    http_method: "POST",
    request_format: "json",
    secret: newSecret(),
  };
  return account.webhooks.put(checked({ ...blank, ...changes }));
}

/** Keys left out stay as they are. */
export function changeWebhook(account: Account, webhook: ManagedWebhook, given: WebhookChanges): void {
  const { id: _theirs, ...changes } = given;
  const after = checked({ ...webhook, ...changes });
  if (isOfTriggers(after) !== isOfTriggers(webhook)) {
    throw refused("subscriptions", "cannot be switched between events and triggers");
  }
  account.webhooks.put({ ...after, updated_at: account.timestamp(), updated_by: String(apiUserId) });
}

/** Nothing is kept of what is left out, but its secret and whether it is of triggers. */
export function replaceWebhook(account: Account, webhook: ManagedWebhook, given: WebhookChanges): void {
  requireAll(given);
  const { description: _description, authentication: _login, custom_headers: _headers, ...kept } = webhook;
  changeWebhook(account, kept, given);
}

export function resetSecret(account: Account, webhook: ManagedWebhook): ManagedWebhook {
  return account.webhooks.put({ ...webhook, secret: newSecret() });
}

export function getWebhook(account: Account, ulid: string): ManagedWebhook {
  const webhook = account.webhooks.list().find((row) => ulidOf(row) === ulid);
  if (!webhook) throw recordNotFound();
  return webhook;
}

/** In the order of recorded webhooks; what is undefined is left out. */
export function presentWebhook(webhook: ManagedWebhook): object {
  const { id: _number, secret: _secret, name, description, authentication, ...others } = webhook;
  const { endpoint, http_method, request_format, custom_headers, ...state } = others;
  return {
    id: ulidOf(webhook),
    name,
    description,
    ...state,
    endpoint,
    http_method,
    request_format,
    custom_headers,
    authentication: authentication && presentAuthentication(authentication),
  };
}

/** Those that events are sent to. A trigger would have to call the others, and the account has none. */
export function eventWebhooks(account: Account): readonly Webhook[] {
  return account.webhooks
    .list()
    .filter((webhook) => webhook.status === "active" && !isOfTriggers(webhook))
    .map((webhook) => ({
      id: ulidOf(webhook),
      url: webhook.endpoint,
      secret: webhook.secret,
      subscriptions: [...webhook.subscriptions],
      headers: headersOf(webhook),
    }));
}

export function headersOf({
  authentication,
  custom_headers: headers,
}: ManagedWebhook): Record<string, string> {
  return { ...headers, ...authenticationHeaders(authentication) };
}

function requireAll(given: WebhookChanges): void {
  const missing = required.find((key) => given[key] === undefined || given[key] === "");
  if (missing !== undefined) throw recordInvalid({ [missing]: [blankValue(missing)] });
}

function checked(webhook: ManagedWebhook): ManagedWebhook {
  const { endpoint, subscriptions, http_method: method, request_format: format } = webhook;
  if (!/^https?:$/.test(URL.parse(endpoint)?.protocol ?? "")) throw refused("endpoint", "is not an address");
  if (!isOneKind(subscriptions)) {
    throw refused("subscriptions", `are not event types alone or ${triggerSubscription} alone`);
  }
  if (!isOfTriggers(webhook) && (method !== "POST" || format !== "json")) {
    throw refused("http_method", "is not POST with json, as it must be for events");
  }
  return webhook;
}

function isOfTriggers({ subscriptions }: ManagedWebhook): boolean {
  return subscriptions[0] === triggerSubscription || subscriptions.length === 0;
}

function refused(key: string, rule: string): Error {
  return recordInvalid({ [key]: [{ description: `${key} ${rule}`, error: "InvalidValue" }] });
}

const newSecret = (): string => randomBytes(32).toString("base64");
