import { describe, expect, it, vi } from "vitest";
import { repeat } from "../../src/jobs/repeat.ts";

const slowly = { timeout: 10_000, interval: 2 };

function noError(err: unknown): void {
  throw err;
}

describe("what is repeated", () => {
  it("runs at once, and again and again until it is stopped", async () => {
    let runs = 0;
    const repeating = repeat(1, async () => void (runs += 1), noError);
    expect(runs).toBe(1);

    await vi.waitFor(() => expect(runs).toBeGreaterThan(5), slowly);
    await repeating.stop();

    const atTheEnd = runs;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(runs).toBe(atTheEnd);
  });

  it("never runs beside itself", async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    const repeating = repeat(
      0,
      async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 5));
        running -= 1;
        runs += 1;
      },
      noError,
    );

    await vi.waitFor(() => expect(runs).toBeGreaterThan(3), slowly);
    await repeating.stop();

    expect(most).toBe(1);
  });

  it("is stopped only when the running one is over", async () => {
    const { promise: opened, resolve: open } = Promise.withResolvers<void>();
    const events: string[] = [];
    const repeating = repeat(
      0,
      async () => {
        await opened;
        events.push("over");
      },
      noError,
    );

    const stopped = repeating.stop().then(() => events.push("stopped"));
    await new Promise((resolve) => setTimeout(resolve, 20));
    open();
    await stopped;

    expect(events).toEqual(["over", "stopped"]);
  });

  it.each<[string, () => Promise<void>]>([
    ["fails", async () => await Promise.reject(new Error("broken"))],
    [
      "throws before it begins",
      () => {
        throw new Error("broken");
      },
    ],
  ])("is told of and goes on when it %s", async (_what, once) => {
    const told: unknown[] = [];
    const repeating = repeat(1, once, (err) => told.push(err));

    await vi.waitFor(() => expect(told.length).toBeGreaterThan(2), slowly);
    await repeating.stop();

    expect(told[0]).toEqual(new Error("broken"));
  });

  it("may be stopped twice", async () => {
    const repeating = repeat(1, async () => undefined, noError);

    await repeating.stop();

    await expect(repeating.stop()).resolves.toBeUndefined();
  });
});
