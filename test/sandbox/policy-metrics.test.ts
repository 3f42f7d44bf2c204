import { describe, expect, it } from "vitest";
import { policyMetricsOf } from "../../src/sandbox/policy-metrics.ts";

const known = ["first_reply_time"];
const row = { priority: "high", metric: "first_reply_time" };

describe("the target of a policy", () => {
  it.each([
    [{ target: 20 }, { target: 20, target_in_seconds: 1200 }],
    [{ target_in_seconds: 1200 }, { target: 20, target_in_seconds: 1200 }],
    [
      { target: 20, target_in_seconds: 1200 },
      { target: 20, target_in_seconds: 1200 },
    ],
    [
      { target: 20, target_in_seconds: null },
      { target: 20, target_in_seconds: 1200 },
    ],
    [{ target_in_seconds: 90 }, { target: 1, target_in_seconds: 90 }],
  ])("given as %o is %o", (given, target) => {
    expect(policyMetricsOf([{ ...row, ...given }], known)).toEqual([
      { ...row, ...target, business_hours: false },
    ]);
  });

  it.each([
    ["is missing", [row]],
    ["is nothing", [{ ...row, target: 0 }]],
    ["is null", [{ ...row, target: null }]],
    ["differs between minutes and seconds", [{ ...row, target: 20, target_in_seconds: 20 }]],
    ["is of no priority", [{ ...row, priority: "critical", target: 20 }]],
    ["is of no metric", [{ ...row, metric: "lunch_time", target: 20 }]],
    [
      "is given twice",
      [
        { ...row, target: 20 },
        { ...row, target: 30 },
      ],
    ],
  ])("is refused when it %s", (_what, given) => {
    expect(() => policyMetricsOf(given, known)).toThrow("422");
  });
});
