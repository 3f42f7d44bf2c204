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

  it.each([
    ["09:05:00", { failed: 19 }, { failed: 19 }, false],
    ["09:04:59.999", { failed: 10 }, { failed: 10 }, true],
    ["09:05:00", { failed: 10 }, { good: 11, failed: 9 }, false],
    ["09:05:00", { good: 10 }, { good: 6, failed: 14 }, true],
  ])("forgets at %s what was five minutes ago: after %o, then %o, is open: %s", (...row) => {
    const [time, before, later, isOpen] = row;
    const { breaker, set } = breakerAt("2026-03-02T09:00:00Z");
    note(breaker, before);

    set(`2026-03-02T${time}Z`);
    note(breaker, later);

    expect(breaker.isOpen()).toBe(isOpen);
  });

  it("is open for five seconds, no longer when more fails meanwhile of what was sent before", () => {
    const { breaker, set } = breakerAt("2026-03-02T09:00:00Z");
    note(breaker, { failed: 20 });

    set("2026-03-02T09:00:04.999Z");
    const wasOpen = breaker.isOpen();
    note(breaker, { failed: 1 });
    set("2026-03-02T09:00:05Z");

    expect([wasOpen, breaker.isOpen()]).toEqual([true, false]);
  });

  it.each([
    [{ good: 1, failed: 5 }, false],
    [{ good: 10, failed: 10 }, false],
    [{ good: 6, failed: 14 }, true],
  ])("counts anew when the first request after that is good: after %o is open: %s", (counts, isOpen) => {
    const { breaker, set } = breakerAt("2026-03-02T09:00:00Z");
    note(breaker, { failed: 20 });

    set("2026-03-02T09:00:05Z");
    note(breaker, counts);

    expect(breaker.isOpen()).toBe(isOpen);
  });

  it("opens again at once when that fails, though something from before came back well meanwhile", () => {
    const { breaker, set } = breakerAt("2026-03-02T09:00:00Z");
    note(breaker, { failed: 20 });
    note(breaker, { good: 1 });

    set("2026-03-02T09:00:05Z");
    note(breaker, { failed: 1 });

    expect(breaker.isOpen()).toBe(true);
  });
});
