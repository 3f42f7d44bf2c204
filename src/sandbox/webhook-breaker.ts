/** Stops sending to a webhook that keeps failing. */
export type WebhookBreaker = {
  /** While it is open nothing is sent; what was to be sent is lost. */
  isOpen(): boolean;
  note(hasFailed: boolean): void;
};

/** Below this a share of failures says nothing; how many Zendesk looks at is not documented. */
const minRequests = 20;
const maxFailedShare = 0.7;
const maxFailed = 1000;
const windowMinutes = 5;
/** Five seconds; only that the pause is short is documented. */
const pauseMinutes = 5 / 60;

/** Opens when 70 % of the requests of five minutes fail, or more than a thousand (Zendesk, Webhook circuit breaker). */
export function createWebhookBreaker(now: () => Date, minuteMs: number): WebhookBreaker {
  let recent: { readonly atMs: number; readonly hasFailed: boolean }[] = [];
  let failed = 0;
  let openUntilMs = -Infinity;
  let isProbing = false;

  const isOpen = (): boolean => now().getTime() < openUntilMs;

  function forgetOld(nowMs: number): void {
    while (recent[0] && nowMs - recent[0].atMs >= windowMinutes * minuteMs) {
      if (recent.shift()?.hasFailed) failed -= 1;
    }
  }

  function isFailing(): boolean {
    const { length } = recent;
    return failed > maxFailed || (length >= minRequests && failed / length >= maxFailedShare);
  }

  return {
    isOpen,
    note(hasFailed) {
      if (isOpen()) return;
      const nowMs = now().getTime();
      forgetOld(nowMs);
      recent.push({ atMs: nowMs, hasFailed });
      if (hasFailed) failed += 1;
      if ((isProbing && hasFailed) || isFailing()) {
        openUntilMs = nowMs + pauseMinutes * minuteMs;
        recent = [];
        failed = 0;
        isProbing = true;
      } else {
        isProbing = false;
      }
    },
  };
}
