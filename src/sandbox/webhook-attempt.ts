import { timestampOf } from "./timestamp.ts";
import type { WebhookAnswer } from "./webhook-retries.ts";
import { webhookSignature } from "./webhook-signature.ts";

/** A webhook, and which request to it. */
export type WebhookRequest = {
  readonly url: string;
  readonly secret: string;
  readonly accountId: number;
  readonly webhookId: string;
  readonly invocationId: string;
  readonly body: string;
  /** Those of its own, such as for authentication. */
  readonly headers: Readonly<Record<string, string>>;
};

/** How long Zendesk waits for an answer: twelve seconds. */
export const webhookTimeoutMs = (minuteMs: number): number => Math.round((12 * minuteMs) / 60);

/** One request, signed for the time at which it is made. */
export async function attemptWebhook(
  request: WebhookRequest,
  { at, timeoutMs, signal }: { at: Date; timeoutMs: number; signal: AbortSignal },
): Promise<WebhookAnswer> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(request.url, {
      method: "POST",
      headers: webhookHeaders(request, at),
      body: request.body,
      redirect: "manual",
      signal: AbortSignal.any([signal, timeout]),
    });
    await response.arrayBuffer();
    return {
      kind: "answered",
      statusCode: response.status,
      retryAfter: response.headers.get("retry-after"),
    };
  } catch {
    signal.throwIfAborted();
    return timeout.aborted ? { kind: "timeout" } : { kind: "unreachable" };
  }
}

export function webhookHeaders(request: WebhookRequest, at: Date): Readonly<Record<string, string>> {
  const timestamp = timestampOf(at);
  return {
    ...request.headers,
    "X-Zendesk-Webhook-Signature-Timestamp": timestamp,
    "X-Zendesk-Webhook-Signature": webhookSignature(request.secret, timestamp, request.body),
    "Content-Type": "application/json; charset=utf-8",
    "User-Agent": "Zendesk Webhook",
    "X-Zendesk-Account-Id": String(request.accountId),
    "X-Zendesk-Webhook-Id": request.webhookId,
    "X-Zendesk-Webhook-Invocation-Id": request.invocationId,
  };
}
