import { describe, expect, it } from "vitest";

import { shadows } from "../../../src/domain/review/review-shadow.ts";
import type { TicketConditions } from "../../../src/domain/catalogue/ticket-rules.ts";
import { complete, nothing } from "./review-world.ts";

type Some = Partial<TicketConditions>;

describe("an earlier rule leaves nothing to a later one", () => {
  it.each<[string, Some, Some, boolean]>([
    ["that asks for the same", { keywords: ["outage"] }, { keywords: ["Outage"] }, true],
    ["when it takes everything", {}, { keywords: ["outage"] }, true],
    ["but not to one that takes everything", { keywords: ["outage"] }, {}, false],
    ["when its word is in the later phrase", { keywords: ["down"] }, { keywords: ["site is down"] }, true],
    ["but not when its letters only are", { keywords: ["own"] }, { keywords: ["site is down"] }, false],
    ["but not when one later word is new", { keywords: ["down"] }, { keywords: ["down", "hacked"] }, false],
    ["when it is for more levels", {}, { serviceLevels: ["Gold"] }, true],
    ["but not when it is for fewer levels", { serviceLevels: ["Gold"] }, {}, false],
    ["when it names every level there is", { serviceLevels: ["Gold", "Basic"] }, {}, true],
    [
      "when the later asks for more",
      { channels: ["voice"] },
      { channels: ["Voice"], keywords: ["hello"] },
      true,
    ],
    ["but not for other channels", { channels: ["voice"] }, { channels: ["voice", "email"] }, false],
    ["but not for other impacts", { impact: ["impact_all"] }, { impact: ["impact_one"] }, false],
  ])("%s", (_, first, later, expected) => {
    expect(shadows({ ...nothing, ...first }, { ...nothing, ...later }, complete)).toBe(expected);
  });
});
