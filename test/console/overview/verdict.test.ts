import { expect, test } from "vitest";

import { verdictOf } from "../../../src/console/overview/verdict.ts";
import type { Overview } from "../../../src/operations/overview.ts";
import { anOverview, someTime } from "../fake-operations.ts";

const well: Overview = {
  ...anOverview(),
  work: { pending: 3, failed: 0, conflict: 0, discarded: 4, ok: 10 },
  oldestWaitMs: 900,
  conflicts: 0,
  drift: [],
};

const late = { ...well, sweeps: [{ name: "catch-up-tickets", startedAt: someTime, isOverdue: true }] };

test.each<[string, Overview, string, string]>([
  ["nothing is amiss", well, "good", "All is well: nothing failed, is late or waits for a decision."],
  [
    "policies drifted",
    { ...well, drift: ["policy.vip"] },
    "warn",
    "SLA policies in Zendesk are not as the catalogue says.",
  ],
  ["one conflict is open", { ...well, conflicts: 1 }, "warn", "1 conflict waits for a decision."],
  ["a reading is overdue", late, "warn", "Overdue: catch-up-tickets."],
  ["two failed", { ...well, work: { ...well.work, failed: 2 } }, "bad", "2 failed and wait for a person."],
  [
    "one failed and a reading is overdue",
    { ...late, work: { ...well.work, failed: 1 } },
    "bad",
    "1 failed and waits for a person. Also: catch-up-tickets overdue.",
  ],
  [
    "one failed, a conflict is open and policies drifted",
    { ...well, work: { ...well.work, failed: 1 }, conflicts: 1, drift: ["policy.vip"] },
    "bad",
    "1 failed and waits for a person. Also: 1 conflict, drift of SLA policies.",
  ],
  [
    "a reading is overdue, two conflicts are open and policies drifted",
    { ...late, conflicts: 2, drift: ["policy.vip"] },
    "warn",
    "Overdue: catch-up-tickets. Also: 2 conflicts, drift of SLA policies.",
  ],
  [
    "two conflicts are open and policies drifted",
    { ...well, conflicts: 2, drift: ["policy.vip"] },
    "warn",
    "2 conflicts wait for a decision. Also: drift of SLA policies.",
  ],
  [
    "live work waits",
    { ...well, oldestWaitMs: 180_000 },
    "bad",
    "Work is late: the longest has waited 3 min.",
  ],
  [
    "live work waits and two failed",
    { ...well, oldestWaitMs: 180_000, work: { ...well.work, failed: 2 } },
    "bad",
    "Work is late: the longest has waited 3 min. Also: 2 failed.",
  ],
  [
    "Zendesk refuses us",
    { ...late, accessLostSince: someTime, oldestWaitMs: 180_000 },
    "bad",
    "Zendesk refuses our credentials: nothing is written until a person mends them (los check). Also: work waiting for 3 min, catch-up-tickets overdue.",
  ],
])("when %s, the worst of it is said, and the rest is named", (_when, overview, tone, sentence) => {
  expect(verdictOf(overview)).toEqual({ tone, sentence });
});
