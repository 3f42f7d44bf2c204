import { describe, expect, it } from "vitest";
import { createGate } from "../../src/zendesk/gate.ts";

/** A gate, and the time it goes by (milliseconds). */
function aGate(): { gate: ReturnType<typeof createGate>; at: (ms: number) => void } {
  let nowMs = 0;
  return { gate: createGate(() => nowMs), at: (ms) => void (nowMs = ms) };
}

describe("the gate to Zendesk", () => {
  it("is open at first", () => {
    expect(() => aGate().gate.pass()).not.toThrow();
  });

  it("lets nobody pass until the wait is over", () => {
    const { gate, at } = aGate();

    gate.shut(1000);

    at(999.5);
    expect(() => gate.pass()).toThrow(
      expect.objectContaining({ name: "Throttled", scope: "account", retryAfterMs: 1 }),
    );
    at(1000);
    expect(() => gate.pass()).not.toThrow();
  });

  it("stays shut for the longer of two waits", () => {
    const { gate, at } = aGate();

    gate.shut(1000);
    gate.shut(10);

    at(500);
    expect(() => gate.pass()).toThrow(expect.objectContaining({ retryAfterMs: 500 }));
  });
});
