import { describe, expect, it } from "vitest";

import { changeOfDrift } from "../../../src/domain/setup/change-of-drift.ts";
import type { SetupStep } from "../../../src/domain/setup/setup-step.ts";

function aStep(id: string): SetupStep {
  return { id, resource: "policy", action: "update", name: id, changes: [], requests: [], undo: [] };
}

const [vip, order] = [aStep("policy los_vip"), aStep("policy-order")];

describe("drift", () => {
  it.each([
    ["nothing differs", [], [], { appeared: [], gone: [] }],
    ["something differs that did not", [], [vip], { appeared: [vip], gone: [] }],
    ["the same differs still", [vip.id], [vip], { appeared: [], gone: [] }],
    ["it was mended, and something else differs", [vip.id], [order], { appeared: [order], gone: [vip.id] }],
  ])("is told once: %s", (_, before, steps, told) => {
    expect(changeOfDrift(before, steps)).toEqual(told);
  });
});
