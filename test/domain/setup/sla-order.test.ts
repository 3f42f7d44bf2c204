import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { orderOf } from "../../../src/domain/setup/sla-order.ts";
import { runs } from "../../support/runs.ts";

describe("the order of policies, ours in capitals", () => {
  it.each<[string, string, string, string]>([
    ["stays when ours are in order, wherever they stand", "aBcDe", "BD", "aBcDe"],
    ["exchanges ours between their places", "aBcDe", "DB", "aDcBe"],
    ["puts a new one after the last of ours", "aBcDe", "BDN", "aBcDNe"],
    ["puts a new one in the middle and moves those after it on", "aBcDe", "BND", "aBcNDe"],
    ["puts ours last when none of them is there", "ab", "BD", "abBD"],
    ["is ours alone in an account without policies", "", "BD", "BD"],
    ["leaves one of ours that is not wanted any more where it is", "aXcDe", "BD", "aXcBDe"],
    ["is as it was when nothing is wanted", "ab", "", "ab"],
  ])("%s: %s and %s make %s", (_, now, wanted, order) => {
    expect(orderOf(Array.from(now), Array.from(wanted)).join("")).toBe(order);
  });

  it("keeps all of others in their places when none of ours is new", () => {
    const policies = fc.uniqueArray(fc.integer(), { maxLength: 12 });
    const both = policies.chain((now) => fc.tuple(fc.constant(now), fc.shuffledSubarray(now)));
    fc.assert(
      fc.property(both, ([now, wanted]) => {
        const order = orderOf(now, wanted);

        expect(order.filter((one) => wanted.includes(one))).toEqual(wanted);
        expect(order.map((one) => (wanted.includes(one) ? "ours" : one))).toEqual(
          now.map((one) => (wanted.includes(one) ? "ours" : one)),
        );
      }),
      runs(100),
    );
  });
});
