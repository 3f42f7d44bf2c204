/** What came of one attempt. */
export type WebhookAnswer =
  | { readonly kind: "answered"; readonly statusCode: number; readonly retryAfter: string | null }
  | { readonly kind: "timeout" }
  | { readonly kind: "unreachable" };

/** Whether it is tried again, or how it ended. */
export type AfterAnswer =
  | { readonly kind: "again"; readonly waitSeconds: number }
  | { readonly kind: "ended"; readonly status: "success" | "terminated" | "timeout" };

/** What Zendesk waits where the answer does not say is not documented. */
const waitSeconds = 5;

/**
 * Zendesk's rules (Webhooks, Retries): 409, and 429 or 503 that ask for less than a minute, up to three times more;
 * timeouts up to five times more. Everything else is final, 500 included.
 */
export function afterAnswer(answer: WebhookAnswer, attempts: number): AfterAnswer {
  if (answer.kind === "unreachable") return { kind: "ended", status: "terminated" };
  if (answer.kind === "timeout") {
    return attempts <= 5 ? { kind: "again", waitSeconds } : { kind: "ended", status: "timeout" };
  }
  if (isSuccess(answer)) return { kind: "ended", status: "success" };
  const wait = waitAskedFor(answer.statusCode, answer.retryAfter);
  return wait !== undefined && attempts <= 3
    ? { kind: "again", waitSeconds: wait }
    : { kind: "ended", status: "terminated" };
}

export function isSuccess(answer: WebhookAnswer): boolean {
  return answer.kind === "answered" && answer.statusCode >= 200 && answer.statusCode < 300;
}

function waitAskedFor(statusCode: number, retryAfter: string | null): number | undefined {
  if (statusCode === 409) return waitSeconds;
  if (statusCode !== 429 && statusCode !== 503) return undefined;
  const seconds = /^\d+$/.test(retryAfter ?? "") ? Number(retryAfter) : Infinity;
  return seconds < 60 ? seconds : undefined;
}
