import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";

import { standingConditions, type Watched } from "../../src/notify/standing-conditions.ts";
import type { CauseGroup } from "../../src/operations/job.ts";
import type { Condition, Standing } from "../../src/operations/notification.ts";
import { aCause, aConflict, aFailedJob, anOverview, noon } from "./an-overview.ts";

function standing(watched: Partial<Watched>): Standing {
  return standingConditions({
    overview: anOverview(),
    lastingCauses: [],
    examples: new Map(),
    conflicts: [],
    conflictCount: watched.conflicts?.length ?? 0,
    late: [],
    ...watched,
  });
}

function conditionsOf(watched: Partial<Watched>): readonly Condition[] {
  return standing(watched).conditions;
}

/** Each is an hour older than the one before. */
function causesOf(count: number): readonly CauseGroup[] {
  return Array.from({ length: count }, (_, index) =>
    aCause(`cause-${index}`, { firstAt: new Date(noon.getTime() - index * 3_600_000) }),
  );
}

describe("what people are to know of", () => {
  it.each<[string, Partial<Watched>, Condition[]]>([
    ["nothing when all is well", {}, []],
    [
      "credentials that do not work",
      { overview: anOverview({ accessLostSince: noon }) },
      [
        {
          name: "access",
          title: "Our credentials do not work at Zendesk",
          detail: "since 2026-11-20 12:00 UTC; work waits and goes on by itself once they do: los check",
        },
      ],
    ],
    ["nothing while work waits for minutes", { overview: anOverview({ oldestWaitMs: 600_000 }) }, []],
    [
      "work that is late, however much of it there is",
      {
        overview: anOverview({
          oldestWaitMs: 1_200_000,
          work: { pending: 250_000, failed: 0, conflict: 0, discarded: 0, ok: 0 },
        }),
      },
      [
        {
          name: "late",
          title: "Work is late",
          detail:
            "the longest waits since 2026-11-20 11:40 UTC, 250,000 wait in all; are enough workers running, and is our share of Zendesk's limits enough?",
        },
      ],
    ],
    [
      "each cause of failures, with one of those that it hit",
      {
        overview: anOverview({
          causes: [
            aCause("zendesk-422:name", { count: 1200 }),
            aCause("zendesk-422:name", {
              count: 1,
              kind: "review-ticket",
              firstAt: new Date("2026-11-20T11:00:00Z"),
            }),
          ],
        }),
        examples: new Map([["zendesk-422:name", aFailedJob()]]),
      },
      [
        {
          name: "cause:zendesk-422:name",
          title: "Failed: zendesk-422:name",
          detail:
            "1,200 clients and 1 ticket since 2026-11-20 11:00 UTC, for example Acme (C-1): Name: is too long",
        },
      ],
    ],
    [
      "a failure of which no example is left",
      { overview: anOverview({ causes: [aCause("unexpected", { kind: "review-ticket", count: 2 })] }) },
      [
        {
          name: "cause:unexpected",
          title: "Failed: unexpected",
          detail: "2 tickets since 2026-11-20 12:00 UTC",
        },
      ],
    ],
    [
      "a conflict, once",
      {
        overview: anOverview({ causes: [aCause("name-taken", { state: "conflict" })] }),
        conflicts: [aConflict("C-7")],
      },
      [
        {
          name: "conflict:C-7:name-taken",
          title: "Conflict: name-taken of Client C-7 (C-7)",
          detail: "another organization bears the name",
        },
      ],
    ],
    [
      "drift",
      { overview: anOverview({ drift: ["sla_policy:los-sync: vip"] }) },
      [
        {
          name: "drift:sla_policy:los-sync: vip",
          title: "Drift: sla_policy:los-sync: vip",
          detail: "Zendesk is not as the catalogue says: los policies drift shows the difference",
        },
      ],
    ],
    [
      "a reading that did not begin, and no other",
      {
        overview: anOverview({
          sweeps: [
            { name: "policy-drift", startedAt: noon, isOverdue: false },
            { name: "catch-up-tickets", startedAt: noon, isOverdue: true },
          ],
        }),
      },
      [
        {
          name: "sweep:catch-up-tickets",
          title: "Overdue: catch-up-tickets",
          detail: "it last began at 2026-11-20 12:00 UTC; the log of the workers says why",
        },
      ],
    ],
    [
      "a late onboarding, and who has not replied",
      {
        late: [
          {
            clientId: "C-1",
            name: null,
            since: DateTime.fromJSDate(noon),
            missing: [
              { step: "da-reply", title: "DA reply" },
              { step: "ids", title: "Ids" },
            ],
            reminders: [],
          },
        ],
      },
      [
        {
          name: "onboarding:C-1",
          title: "Onboarding incomplete: C-1",
          detail: "notified at 2026-11-20 12:00 UTC; missing: DA reply and Ids",
        },
      ],
    ],
  ])("%s", (_, watched, conditions) => {
    expect(conditionsOf(watched)).toEqual(conditions);
  });

  it("of a thousand conflicts twenty, and how many there are", () => {
    const conflicts = Array.from({ length: 20 }, (__, index) => aConflict(`C-${index}`));

    const conditions = conditionsOf({ conflicts, conflictCount: 1000 });

    expect(conditions).toHaveLength(21);
    expect(conditions.at(-1)).toEqual({
      name: "conflict:more",
      title: "More than 20 conflicts",
      detail: "1,000 in all; further ones are not told one by one",
    });
  });

  it("of exactly twenty causes each, and of one more how many there are", () => {
    expect(conditionsOf({ overview: anOverview({ causes: causesOf(20) }) })).toHaveLength(20);
    expect(conditionsOf({ overview: anOverview({ causes: causesOf(21) }) }).at(-1)?.name).toBe("cause:more");
  });

  it("the oldest causes one by one, and of the others none is over", () => {
    const { conditions, lasting } = standing({ overview: anOverview({ causes: causesOf(22) }) });

    expect(conditions.slice(0, 20).map(({ name }) => name)).toEqual(
      Array.from({ length: 20 }, (_, index) => `cause:cause-${21 - index}`),
    );
    expect(lasting).toEqual(["cause:cause-1", "cause:cause-0"]);
  });

  it("of differences from the catalogue the first, and of the others none is over", () => {
    const drift = Array.from({ length: 22 }, (_, index) => `policy-${index}`);

    expect(standing({ overview: anOverview({ drift }) }).lasting).toEqual([
      "drift:policy-20",
      "drift:policy-21",
    ]);
  });

  it("no cause is over while what failed with it waits to be tried again, nor that there are many", () => {
    const lastingCauses = Array.from({ length: 21 }, (_, index) => `cause-${index}`);

    const { conditions, lasting } = standing({ lastingCauses });

    expect(conditions.map(({ name }) => name)).toEqual(["cause:more"]);
    expect(lasting).toEqual(lastingCauses.map((cause) => `cause:${cause}`));
  });
});
