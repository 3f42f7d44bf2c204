import { describe, expect, it } from "vitest";

import { lookAround } from "../../src/notify/look-around.ts";
import type { Conflict } from "../../src/operations/conflict.ts";
import { aCause, aConflict, aFailedJob, anOverview } from "./an-overview.ts";

type Operations = Parameters<typeof lookAround>[0];

/** Operations that hold these conflicts, and a failed job of each cause. */
function operationsWith(conflicts: readonly Conflict[], causes: readonly string[] = []): Operations {
  const of = (wanted: readonly string[] = []) => conflicts.filter(({ cause }) => wanted.includes(cause));
  const held: Pick<Operations["conflicts"], "list" | "count"> = {
    list: async ({ limit }, wanted) => ({ rows: of(wanted).slice(0, limit) }),
    count: async (wanted) => of(wanted).length,
  };
  return {
    overview: { look: async () => anOverview({ causes: causes.map((cause) => aCause(cause)) }) },
    jobs: {
      list: async ({ cause = null }: { cause?: string | null }) => ({ rows: [aFailedJob({ cause })] }),
    } as unknown as Operations["jobs"],
    conflicts: held as Operations["conflicts"],
  };
}

describe("looking around", () => {
  it("finds the conflicts for which nothing is written, and no others", async () => {
    const conflicts = [
      ...["C-1", "C-2", "C-3"].map((id) => aConflict(id, "manual-edit")),
      aConflict("C-4", "organization-deleted"),
      aConflict("C-5"),
    ];

    const seen = await lookAround(operationsWith(conflicts), []);

    expect(seen.conflicts.map(({ clientId }) => clientId)).toEqual(["C-4", "C-5"]);
    expect(seen.conflictCount).toBe(2);
  });

  it("finds the first twenty, and how many there are", async () => {
    const conflicts = Array.from({ length: 30 }, (_, index) => aConflict(`C-${index}`));

    const seen = await lookAround(operationsWith(conflicts), []);
    expect([seen.conflicts.length, seen.conflictCount]).toEqual([20, 30]);
  });

  it("finds an example of each cause", async () => {
    const { examples } = await lookAround(operationsWith([], ["zendesk-403", "unexpected"]), []);

    expect([...examples].map(([cause, job]) => [cause, job.cause])).toEqual([
      ["zendesk-403", "zendesk-403"],
      ["unexpected", "unexpected"],
    ]);
  });
});
