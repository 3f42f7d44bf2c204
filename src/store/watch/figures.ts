import { sql } from "kysely";

import type { Figures } from "../../jobs/figures.ts";
import { type Urgency, workKinds } from "../../jobs/ports.ts";
import type { Database } from "../database.ts";

const urgencies: readonly Urgency[] = ["live", "bulk"];

/** Up to so many rows of work are counted one by one. */
const countedAtMost = 100_000;

/** Of more, so many of each kind that wait are counted, before PostgreSQL's estimate is taken for them. */
const waitingCountedAtMost = 20_000;

/**
 * What stands in the tables. Counting a million rows takes half a second and more, so of much work only what stopped is
 * counted, and what waits as long as it is not much; the rest is as PostgreSQL's own statistics say.
 */
export async function readFigures(db: Database): Promise<Figures> {
  const [work, oldest, conflicts, sweeps] = await Promise.all([
    readWork(db),
    sql<Figures["oldest"][number]>`
      select kind, urgency, extract(epoch from now() - oldest.dirty_since)::float8 as "ageSeconds"
      from unnest(${workKinds}::text[]) as kind, unnest(${urgencies}::text[]) as urgency, lateral (
        select dirty_since from work
        where work.kind = kind.kind and work.urgency = urgency.urgency and state = 'pending'
        order by dirty_since limit 1
      ) as oldest`.execute(db),
    sql<{ count: number }>`select count(*)::int as count from conflicts where closed_at is null`.execute(db),
    sql<Figures["sweeps"][number]>`
      select name, extract(epoch from now() - started_at)::float8 as "ageSeconds" from sweeps`.execute(db),
  ]);
  return {
    work,
    oldest: oldest.rows,
    openConflicts: conflicts.rows[0]?.count ?? 0,
    sweeps: sweeps.rows,
  };
}

async function readWork(db: Database): Promise<Figures["work"]> {
  const { rows: sizes } = await sql<{ rows: number }>`
    select reltuples::float8 as rows from pg_class where oid = 'work'::regclass`.execute(db);
  if ((sizes[0]?.rows ?? 0) <= countedAtMost) {
    const { rows } = await sql<Figures["work"][number]>`
      select kind, state, count(*)::int as count from work group by kind, state`.execute(db);
    return rows;
  }
  const { rows } = await sql<Figures["work"][number]>`
    with estimated as (
      select most_common_vals[item][1] as kind, most_common_vals[item][2] as state,
        reltuples * most_common_freqs[item] as count
      from pg_class, pg_stats_ext, generate_subscripts(most_common_vals, 1) as item
      where oid = 'work'::regclass and schemaname = current_schema() and statistics_name = 'work_kind_state'
    ), stopped as (
      select kind, state, count(*) as count
      from (select kind, state from work where state in ('failed', 'conflict', 'discarded') limit ${countedAtMost}) as first
      group by kind, state
    ), waiting as (
      select kind, 'pending' as state, case when counted.count < ${waitingCountedAtMost} then counted.count
        else greatest(counted.count, (
          select estimated.count from estimated where estimated.kind = every.kind and estimated.state = 'pending'
        )) end as count
      from unnest(${workKinds}::text[]) as every(kind), lateral (
        select count(*) from (
          select from work where work.kind = every.kind and state = 'pending' limit ${waitingCountedAtMost}
        ) as first
      ) as counted
    ), others as (
      select * from stopped union all select * from waiting where count > 0
    )
    select kind, state, count::int from others
    union all
    select kind, 'ok', greatest(0, sum(count) - coalesce(
      (select sum(others.count) from others where others.kind = estimated.kind), 0))::int
    from estimated group by kind`.execute(db);
  return rows;
}
