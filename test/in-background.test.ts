import { describe, expect, it, vi } from "vitest";

import { inBackground } from "../src/in-background.ts";

const slowly = { timeout: 10_000, interval: 2 };

describe("what runs in the background", () => {
  it("is told that it is stopped, and what it is opened with closes when the run is over", async () => {
    const open = new AsyncDisposableStack();
    const events: string[] = [];
    inBackground({
      everyMs: 1,
      async once(signal) {
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        events.push("over");
      },
      tell: (err) => events.push(String(err)),
      open,
    });

    await open.disposeAsync();
    events.push("closed");

    expect(events).toEqual(["over", "closed"]);
  });

  it("begins later if that is asked for, and goes on after what goes wrong", async () => {
    const told: unknown[] = [];
    await using open = new AsyncDisposableStack();
    inBackground({
      everyMs: 1,
      firstMs: 1,
      once: async () => await Promise.reject(new Error("broken")),
      tell: (err) => told.push(err),
      open,
    });
    expect(told).toEqual([]);

    await vi.waitFor(() => expect(told.length).toBeGreaterThan(2), slowly);

    expect(told[0]).toEqual(new Error("broken"));
  });
});
