import { z } from "zod";
import { authenticationHeaders, webhookAuthentication } from "./webhook-authentication.ts";
import { webhookHeaders } from "./webhook-attempt.ts";
import type { WebhookRequest } from "./webhook-attempt.ts";
import { httpMethods } from "./managed-webhook.ts";
import type { HttpMethod, ManagedWebhook } from "./managed-webhook.ts";
import { headersOf } from "./managed-webhooks.ts";
import { recordInvalid } from "./refusal.ts";
import { ulidOf } from "./ulid.ts";
import { accountId } from "./webhook-events.ts";

/** What a test may say otherwise than its webhook. */
export const webhookTest = z.object({
  endpoint: z.exactOptional(z.string()),
  http_method: z.exactOptional(z.enum(httpMethods)),
  payload: z.exactOptional(z.string()),
  authentication: z.exactOptional(webhookAuthentication),
  custom_headers: z.exactOptional(z.record(z.string(), z.string())),
});
export type WebhookTest = z.infer<typeof webhookTest>;

/** Signs the tests of webhooks that do not exist yet (Verifying webhook authenticity). */
const publishedSecret = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";

/** Makes one request and tells what was answered. */
export async function testWebhook(
  webhook: ManagedWebhook | undefined,
  test: WebhookTest,
  { at, invocationId, timeoutMs }: { at: Date; invocationId: string; timeoutMs: number },
): Promise<object> {
  const { method, request } = requestOf(webhook, test, invocationId);
  try {
    const response = await fetch(request.url, {
      method,
      headers: webhookHeaders(request, at),
      ...(method === "GET" ? {} : { body: request.body }),
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    return {
      headers: Array.from(response.headers, ([key, value]) => ({ key, value })),
      status_code: response.status,
      payload: await response.text(),
    };
  } catch {
    throw recordInvalid({ endpoint: [{ description: `${request.url} does not answer` }] });
  }
}

function requestOf(
  webhook: ManagedWebhook | undefined,
  test: WebhookTest,
  invocationId: string,
): { readonly method: HttpMethod; readonly request: WebhookRequest } {
  const method = test.http_method ?? webhook?.http_method ?? "POST";
  return {
    method,
    request: {
      url: test.endpoint ?? webhook?.endpoint ?? "",
      secret: webhook?.secret ?? publishedSecret,
      accountId,
      webhookId: webhook ? ulidOf(webhook) : "",
      invocationId,
      body: method === "GET" ? "" : (test.payload ?? ""),
      headers: {
        ...(webhook ? headersOf(webhook) : {}),
        ...test.custom_headers,
        ...authenticationHeaders(test.authentication),
      },
    },
  };
}
