import { sql } from "kysely";

import type { Conflicts } from "../../operations/conflict.ts";
import type { Jobs } from "../../operations/job.ts";
import type { Overview, Overviews } from "../../operations/overview.ts";
import type { Database } from "../database.ts";
import { listDrift } from "../history/policy-drift.ts";

export type OverviewOptions = {
  readonly jobs: Pick<Jobs, "causes">;
  readonly conflicts: Pick<Conflicts, "count">;
  /** How long after it last began each regular reading is overdue, by name; others never are. */
  readonly overdueAfterMs: Readonly<Record<string, number>>;
};

/** What was written to Zendesk, as the history calls it. */
const writes = [
  "organization.created",
  "organization.updated",
  "organization.adopted",
  "organization.restored",
  "ticket.updated",
];

/** To count more rows takes too long for what is looked at every few seconds: PostgreSQL's estimate will do. */
const countedAtMost = 50_000;

/** Is all well? Nobody but Redis knows the budget: whoever does adds it. */
export function createOverviews(
  db: Database,
  { jobs, conflicts, overdueAfterMs }: OverviewOptions,
): Overviews {
  return {
    async look() {
      const [messages, work, wait, changes, drift, causes, conflictCount, sweeps] = await Promise.all([
        countMessages(db),
        countWork(db),
        findWait(db),
        countChanges(db),
        listDrift(db),
        jobs.causes(),
        conflicts.count(),
        listSweeps(db, overdueAfterMs),
      ]);
      return {
        at: new Date(),
        messages,
        work,
        ...wait,
        changes,
        budget: [],
        drift,
        causes,
        conflicts: conflictCount,
        sweeps,
      };
    },
  };
}

async function countMessages(db: Database): Promise<Overview["messages"]> {
  const { rows } = await sql<Overview["messages"]>`
    select
      (count(*) filter (where received_at > now() - interval '1 minute'))::int as minute,
      (count(*) filter (where received_at > now() - interval '1 hour'))::int as hour,
      (count(*) filter (where received_at >= midnight))::int as day
    from (select date_trunc('day', now(), 'UTC') as midnight) as today, messages
    where received_at >= least(midnight, now() - interval '1 hour')`.execute(db);
  return rows[0] ?? { minute: 0, hour: 0, day: 0 };
}

/** What is well is by far the most: it is what remains of all, and only the others are counted by their indexes. */
async function countWork(db: Database): Promise<Overview["work"]> {
  const { rows } = await sql<Overview["work"]>`
    with waiting as (
      select count(*)::int as pending from work where state = 'pending'
    ), stopped as (
      select (count(*) filter (where state = 'failed'))::int as failed,
        (count(*) filter (where state = 'conflict'))::int as conflict,
        (count(*) filter (where state = 'discarded'))::int as discarded
      from work where state in ('failed', 'conflict', 'discarded')
    ), known as (
      select case when reltuples < ${countedAtMost} then (select count(*) from work) else reltuples end as total
      from pg_class where oid = 'work'::regclass
    )
    select pending, failed, conflict, discarded,
      greatest(0, total - pending - failed - conflict - discarded)::int as ok
    from waiting, stopped, known`.execute(db);
  return rows[0] ?? { pending: 0, failed: 0, conflict: 0, discarded: 0, ok: 0 };
}

/** A job that stopped was dirty all the time; it waits only since it was started anew. */
async function findWait(db: Database): Promise<Pick<Overview, "oldestWaitMs" | "accessLostSince">> {
  const { rows } = await sql<Pick<Overview, "oldestWaitMs" | "accessLostSince">>`
    select
      (extract(epoch from max(now() - greatest(coalesce(next_attempt_at, dirty_since), changed_at)) filter (
        where urgency = 'live' and coalesce(next_attempt_at, dirty_since) <= now()
      )) * 1000)::float8 as "oldestWaitMs",
      min(changed_at) filter (where cause in ('zendesk-401', 'zendesk-403')) as "accessLostSince"
    from work where state = 'pending'`.execute(db);
  return rows[0] ?? { oldestWaitMs: null, accessLostSince: null };
}

async function countChanges(db: Database): Promise<Overview["changes"]> {
  const { rows } = await sql<Overview["changes"]>`
    select (count(*) filter (where at > now() - interval '1 minute'))::int as minute, count(*)::int as hour
    from history where at > now() - interval '1 hour' and what = any(${writes}::text[])`.execute(db);
  return rows[0] ?? { minute: 0, hour: 0 };
}

async function listSweeps(
  db: Database,
  overdueAfterMs: OverviewOptions["overdueAfterMs"],
): Promise<Overview["sweeps"]> {
  const { rows } = await sql<{ name: string; startedAt: Date; ageMs: number }>`
    select name, started_at as "startedAt", (extract(epoch from now() - started_at) * 1000)::float8 as "ageMs"
    from sweeps order by name`.execute(db);
  return rows.map(({ ageMs, ...sweep }) => ({
    ...sweep,
    isOverdue: ageMs > (overdueAfterMs[sweep.name] ?? Infinity),
  }));
}
