import { describe, expect, it } from "vitest";
import { createWebhookBreaker } from "../../src/sandbox/webhook-breaker.ts";
import type { WebhookBreaker } from "../../src/sandbox/webhook-breaker.ts";
import { clockAt } from "./calling.ts";

function breakerAt(time: string): { breaker: WebhookBreaker; set: (later: string) => void } {
  const { now, set } = clockAt(time);
  return { breaker: createWebhookBreaker(now, 60_000), set };
}

function note(breaker: WebhookBreaker, counts: { readonly good?: number; readonly failed?: number }): void {
  for (let count = 0; count < (counts.good ?? 0); count += 1) breaker.note(false);
  for (let count = 0; count < (counts.failed ?? 0); count += 1) breaker.note(true);
}

describe("the circuit breaker", () => {
  it.each([
    [{ good: 6, failed: 14 }, true],
    [{ good: 7, failed: 14 }, false],
    [{ failed: 19 }, false],
    [{ good: 2000, failed: 1000 }, false],
    [{ good: 2000, failed: 1001 }, true],
  ])("after %o is open: %s", (counts, isOpen) => {
    const { breaker } = breakerAt("2026-03-02T09:00:00Z");

    note(breaker, counts);

    expect(breaker.isOpen()).toBe(isOpen);
  });

  it("forgets what is older than five minutes", () => {
    const { breaker, set } = breakerAt("2026-03-02T09:00:00Z");
    note(breaker, { failed: 19 });

    set("2026-03-02T09:05:00Z");
    note(breaker, { failed: 19 });

    expect(breaker.isOpen()).toBe(false);
  });

  it("sends again after five seconds, and stays closed when that is good", () => {
    const { breaker, set } = breakerAt("2026-03-02T09:00:00Z");
    note(breaker, { failed: 20 });

    set("2026-03-02T09:00:05Z");
    const isStillOpen = breaker.isOpen();
    note(breaker, { good: 1, failed: 5 });

    expect([isStillOpen, breaker.isOpen()]).toEqual([false, false]);
  });

  it("opens again at once when that fails", () => {
    const { breaker, set } = breakerAt("2026-03-02T09:00:00Z");
    note(breaker, { failed: 20 });

    set("2026-03-02T09:00:05Z");
    note(breaker, { failed: 1 });

    expect(breaker.isOpen()).toBe(true);
  });
});
