import { afterEach, describe, expect, it, vi } from "vitest";

import { armCrashPointsIn } from "../../src/crash-at.ts";
import { armCrashPoints, crashPoint } from "../../src/crash-points/crash-point.ts";
import type { CrashChances } from "../../src/crash-points/read-crash-at.ts";

const sandboxUrl = "http://127.0.0.1:4000";

/** Passes each of the points once; answers where the process would have died. */
function pass(chances: CrashChances, dice: readonly number[]): string[] {
  const died: string[] = [];
  const thrown = [...dice];
  armCrashPoints(chances, { random: () => thrown.shift() ?? 1, crash: (name) => void died.push(name) });
  crashPoint("before-settle");
  crashPoint("after-job-taken");
  return died;
}

afterEach(() => armCrashPoints(new Map(), { random: () => 1, crash: () => {} }));

describe("a crash point", () => {
  it("does nothing in a process without CRASH_AT", async () => {
    vi.resetModules();
    const unarmed = await import("../../src/crash-points/crash-point.ts");

    expect(() => unarmed.crashPoint("before-settle")).not.toThrow();
  });

  it("does nothing unless it is armed", () => {
    expect(pass(new Map(), [0, 0])).toEqual([]);
    expect(pass(new Map([["before-settle", 0]]), [0, 0])).toEqual([]);
    expect(pass(new Map([["after-put-before-commit", 1]]), [0, 0])).toEqual([]);
  });

  it("strikes each time when its chance is 1", () => {
    expect(pass(new Map([["before-settle", 1]]), [0.999_999, 0])).toEqual(["before-settle"]);
  });

  it("strikes as often as its chance says", () => {
    const chances: CrashChances = new Map([
      ["before-settle", 0.2],
      ["after-job-taken", 0.2],
    ]);

    expect(pass(chances, [0.19, 0.2])).toEqual(["before-settle"]);
    expect(pass(chances, [0.2, 0.19])).toEqual(["after-job-taken"]);
  });
});

describe("a process with CRASH_AT", () => {
  const armed = (env: Record<string, string>): { refusal: string | undefined; died: string[] } => {
    const died: string[] = [];
    const refusal = armCrashPointsIn(env, { random: () => 0, crash: (name) => void died.push(name) });
    crashPoint("before-settle");
    return { refusal, died };
  };

  it.each([
    { CRASH_AT: "before-settle:1", ZENDESK_URL: sandboxUrl },
    { CRASH_AT: "before-settle:1", ZENDESK_URL: "http://localhost:4000" },
    { CRASH_AT: "before-settle:1" },
  ])("dies where it says: %j", (env) => {
    expect(armed(env)).toEqual({ refusal: undefined, died: ["before-settle"] });
  });

  it.each([{}, { CRASH_AT: "" }, { CRASH_AT: "  ", ZENDESK_URL: "https://acme.zendesk.com" }])(
    "has none when it is empty: %j",
    (env) => {
      expect(armed(env)).toEqual({ refusal: undefined, died: [] });
    },
  );

  it.each([
    [
      { CRASH_AT: "before-settle:1", ZENDESK_URL: "https://acme.zendesk.com" },
      "acme.zendesk.com is no sandbox on this machine, and would be left halfway: take CRASH_AT out",
    ],
    [
      { CRASH_AT: "before-settle:1", ZENDESK_URL: "https://127.0.0.1.zendesk.com" },
      "127.0.0.1.zendesk.com is no sandbox on this machine, and would be left halfway: take CRASH_AT out",
    ],
    [
      { CRASH_AT: "before-settle:7", ZENDESK_URL: sandboxUrl },
      'the chance of before-settle must be a number from 0 to 1, as in before-settle:0.2, not "7"',
    ],
  ])("is refused: %j", (env, problem) => {
    expect(armed(env)).toEqual({
      refusal: `the environment has 1 problem\nCRASH_AT: ${problem}`,
      died: [],
    });
  });
});
