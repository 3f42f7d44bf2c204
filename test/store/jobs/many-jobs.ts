import { sql } from "kysely";

import type { WorkKind } from "../../../src/jobs/ports.ts";
import type { JobState } from "../../../src/operations/job.ts";
import type { Store } from "../fresh-store.ts";

export type SeededJob = {
  readonly kind?: WorkKind;
  readonly key: string;
  readonly state?: JobState;
  readonly cause?: string | null;
  readonly attempts?: number;
  readonly changedAt?: string;
};

/** Jobs as they may be found in the table; failed once for `zendesk-500` unless they say otherwise. */
export async function seedJobs({ db }: Store, jobs: readonly SeededJob[]): Promise<void> {
  const rows = jobs.map(
    ({
      kind = "reconcile-client",
      key,
      state = "failed",
      cause = "zendesk-500",
      attempts = 1,
      changedAt,
    }) => ({
      kind,
      key,
      state,
      cause,
      attempts,
      changed_at: changedAt ?? "2026-11-20T15:00:00Z",
      message: cause === null ? null : `${key} had ${cause}`,
    }),
  );
  await sql`
    insert into work (kind, key, version, applied_version, state, cause, detail, attempts, changed_at, dirty_since)
    select kind, key, 1, case state when 'ok' then 1 else 0 end, state, cause,
      jsonb_build_object('message', message), attempts, changed_at,
      case when state <> 'ok' then changed_at end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(
      kind text, key text, state text, cause text, attempts integer, changed_at timestamptz, message text
    )`.execute(db);
}

/** Five causes, two hundred clients each: C-0001 has the first, C-0002 the second … */
export const fiveCauses = [
  "zendesk-422:name",
  "zendesk-422:organization_fields",
  "zendesk-404",
  "zendesk-500",
  "name-taken",
] as const;

export const thousandFailed: readonly SeededJob[] = Array.from({ length: 1000 }, (_, index) => {
  const cause = fiveCauses[index % fiveCauses.length] ?? "";
  return {
    key: `C-${String(index + 1).padStart(4, "0")}`,
    state: cause === "name-taken" ? "conflict" : "failed",
    cause,
    changedAt: new Date(Date.UTC(2026, 10, 20) + index * 1000).toISOString(),
  };
});
