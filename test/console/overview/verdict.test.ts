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
  ["nothing is amiss", well, "good", "All is well: Zendesk is as accounting says."],
  [
    "policies drifted",
    { ...well, drift: ["policy.vip"] },
    "warn",
    "Somebody changed SLA policies in Zendesk; all else is up to date.",
  ],
  [
    "one conflict is open",
    { ...well, conflicts: 1 },
    "warn",
    "1 conflict waits for a decision; all else is up to date.",
  ],
  ["a reading is overdue", late, "warn", "Overdue: catch-up-tickets."],
  [
    "two failed",
    { ...late, work: { ...well.work, failed: 2 } },
    "bad",
    "2 failed and wait for a person; all else is up to date.",
  ],
  [
    "live work waits",
    { ...well, oldestWaitMs: 180_000 },
    "bad",
    "Work is late: the longest has waited 3 min.",
  ],
  [
    "Zendesk refuses us",
    { ...late, accessLostSince: someTime, oldestWaitMs: 180_000 },
    "bad",
    "Zendesk refuses our credentials: nothing is written until a person mends them (los check).",
  ],
])("when %s, the worst of it is said", (_when, overview, tone, sentence) => {
  expect(verdictOf(overview)).toEqual({ tone, sentence });
});
