import { setTimeout as delay } from "node:timers/promises";
import { attemptWebhook, webhookTimeoutMs } from "./webhook-attempt.ts";
import type { WebhookRequest } from "./webhook-attempt.ts";
import type { WebhookBreaker } from "./webhook-breaker.ts";
import type { WebhookConnections } from "./webhook-connections.ts";
import { afterAnswer, isSuccess } from "./webhook-retries.ts";

/** One message to one webhook, retries included, and what has come of it so far. */
export type Delivery = {
  readonly webhookId: string;
  readonly eventType: string;
  readonly invocationId: string;
  readonly attempts: number;
  readonly status: "under way" | "success" | "terminated" | "circuit broken" | "timeout" | "lost";
  /** Of the latest answer. */
  readonly statusCode: number | null;
};

export type DeliveryPlan = {
  readonly request: WebhookRequest;
  /** How long it waits before the first attempt. */
  readonly waitMs: number;
  readonly breaker: WebhookBreaker;
  readonly connections: WebhookConnections;
  readonly now: () => Date;
  readonly minuteMs: number;
  readonly signal: AbortSignal;
};

/** Sends until the rules of retries say that it is over, and tells what comes of it; rejects when it is aborted. */
export async function deliverWebhook(
  { request, waitMs, breaker, connections, now, minuteMs, signal }: DeliveryPlan,
  tell: (progress: Partial<Delivery>) => void,
): Promise<void> {
  const toMs = (seconds: number): number => Math.round((seconds * minuteMs) / 60);
  const attempt = async () => {
    if (breaker.isOpen()) return undefined;
    const options = { at: now(), timeoutMs: webhookTimeoutMs(minuteMs), signal };
    const answer = await attemptWebhook(request, options);
    breaker.note(!isSuccess(answer));
    return answer;
  };

  let pauseMs = waitMs;
  for (let attempts = 1; ; attempts += 1) {
    if (pauseMs > 0) await delay(pauseMs, undefined, { signal });
    const answer = await connections.use(attempt);
    if (!answer) return tell({ status: "circuit broken" });
    tell({ attempts, statusCode: answer.kind === "answered" ? answer.statusCode : null });
    const next = afterAnswer(answer, attempts);
    if (next.kind === "ended") return tell({ status: next.status });
    pauseMs = toMs(next.waitSeconds);
  }
}
