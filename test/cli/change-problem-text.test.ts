import { expect, it } from "vitest";

import { changeProblemText } from "../../src/cli/change-problem-text.ts";
import type { ChangeProblem } from "../../src/domain/clients/change-of-client.ts";
import { at } from "../support/builders.ts";

it.each<[ChangeProblem, string]>([
  [{ cause: "unknown" }, "is not known yet: it takes effect when the client's notification comes"],
  [
    { cause: "stale", newer: { field: "segment", value: "VIP", occurredAt: at(0) } },
    'segment is "VIP" by what was said for 2026-11-20T15:00:00Z, which is newer',
  ],
  [
    { cause: "stale", newer: { field: "serviceLevel", value: null, occurredAt: at(0) } },
    "serviceLevel is cleared by what was said for 2026-11-20T15:00:00Z, which is newer",
  ],
  [{ cause: "missing" }, "no organization has its id: one would be found by its link or name, or created"],
  [
    { cause: "edited", edits: [{ field: "client_segment", before: null, after: "segment_vip" }] },
    "was edited in Zendesk, client_segment is unset, not segment_vip: los clients reconcile --client C-1 compares it",
  ],
  [{ cause: "catalogue", why: 'there is no segment "Gold"' }, 'there is no segment "Gold"'],
])("why a client would not be moved is told: %j", (problem, words) => {
  expect(changeProblemText("C-1", problem)).toBe(words);
});
