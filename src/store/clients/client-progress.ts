import { type RawBuilder, sql } from "kysely";

import type { Database } from "../database.ts";

/** Clients that were marked together: all, one, or those of some messages. */
export type ClientScope =
  | { readonly kind: "all" }
  | { readonly kind: "client"; readonly clientId: string }
  | { readonly kind: "messages"; readonly messageIds: readonly string[] };

/** Where the history ended before clients were marked. */
export type HistoryMark = string;

/** When the last of them was marked, by the database's clock: what becomes dirty later is none of them. */
export type TimeMark = string;

/** How many are still to be looked at, and what they wait for, the most frequent first. */
export type Pending = {
  readonly count: number;
  readonly causes: readonly { readonly cause: string; readonly count: number }[];
};

export type Outcomes = {
  readonly groups: readonly OutcomeGroup[];
  /** Of the organizations that were updated or restored, how many in which field. */
  readonly fields: Readonly<Record<string, number>>;
};

/** Clients for which it ended alike. `first` names at most 20 of them, none of those that are as they were. */
export type OutcomeGroup = {
  readonly outcome: Outcome;
  /** Why it failed, is a conflict or waits. */
  readonly cause: string | null;
  readonly count: number;
  readonly first: readonly { readonly clientId: string; readonly name: string | null }[];
};

/** `edited`: a manual edit was found and left. `waiting`: not looked at to the end yet. */
export type Outcome =
  | "created"
  | "adopted"
  | "restored"
  | "updated"
  | "edited"
  | "unchanged"
  | "conflict"
  | "failed"
  | "waiting";

const named = 20;

export async function markHistory(db: Database): Promise<HistoryMark> {
  const { rows } = await sql<{ mark: string }>`
    select coalesce(max(id), 0)::text as mark from history`.execute(db);
  return rows[0]?.mark ?? "0";
}

export async function markTime(db: Database): Promise<TimeMark> {
  const { rows } = await sql<{ mark: string }>`select clock_timestamp()::text as mark`.execute(db);
  return rows[0]?.mark ?? "infinity";
}

export async function countPending(db: Database, scope: ClientScope, until: TimeMark): Promise<Pending> {
  const { rows } = await sql<{ cause: string | null; count: number }>`
    select cause, count(*)::int as count from work
    where kind = 'reconcile-client' and ${isPending(until)} and ${isIn(scope, "work.key")}
    group by cause order by count desc`.execute(db);
  return {
    count: rows.reduce((sum, { count }) => sum + count, 0),
    causes: rows.flatMap(({ cause, count }) => (cause === null ? [] : [{ cause, count }])),
  };
}

/** How it ended for each client, from what was written into the history since. */
export async function summarizeOutcomes(
  db: Database,
  scope: ClientScope,
  since: HistoryMark,
  until: TimeMark,
): Promise<Outcomes> {
  const { rows: groups } = await sql<OutcomeGroup>`
    with done as (
      select client_id, array_agg(what) as whats from history
      where id > ${since}::bigint and ${isIn(scope, "history.client_id")}
      group by client_id
    ), ended as (
      select key, name, cause, case
        when state in ('failed', 'discarded') then 'failed'
        when state = 'conflict' then 'conflict'
        when ${isPending(until)} then 'waiting'
        when 'organization.created' = any(whats) then 'created'
        when 'organization.adopted' = any(whats) then 'adopted'
        when 'organization.restored' = any(whats) then 'restored'
        when 'organization.updated' = any(whats) then 'updated'
        when 'organization.edited' = any(whats) then 'edited'
        else 'unchanged' end as outcome
      from work left join done on done.client_id = key left join clients on clients.client_id = key
      where kind = 'reconcile-client' and ${isIn(scope, "work.key")}
    ), numbered as (
      select *, row_number() over (partition by outcome order by key) as number from ended
    )
    select outcome, case when outcome in ('failed', 'conflict', 'waiting') then cause end as cause,
      count(*)::int as count,
      coalesce(
        json_agg(json_build_object('clientId', key, 'name', name) order by key)
          filter (where outcome <> 'unchanged' and number <= ${named}), '[]'
      ) as first
    from numbered group by 1, 2 order by 1, 3 desc`.execute(db);
  return { groups, fields: await countFields(db, scope, since) };
}

async function countFields(
  db: Database,
  scope: ClientScope,
  since: HistoryMark,
): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql<{ field: string; count: number }>`
    select field, count(distinct client_id)::int as count
    from history, lateral (
      select jsonb_object_keys(change -> 'fields') as field
      union all select key from jsonb_object_keys(change - 'fields') as key
    ) as changed
    where id > ${since}::bigint and what in ('organization.updated', 'organization.restored')
      and ${isIn(scope, "history.client_id")}
    group by field order by 2 desc, 1`.execute(db);
  return Object.fromEntries(rows.map(({ field, count }) => [field, count]));
}

function isPending(until: TimeMark): RawBuilder<boolean> {
  return sql<boolean>`(
    state = 'pending' and applied_version < version and dirty_since <= ${until}::timestamptz
  )`;
}

function isIn(scope: ClientScope, column: "work.key" | "history.client_id"): RawBuilder<boolean> {
  const key = sql.ref(column);
  switch (scope.kind) {
    case "all":
      return sql<boolean>`true`;
    case "client":
      return sql<boolean>`${key} = ${scope.clientId}`;
    case "messages":
      // By hash, not for each client: then it matters little how many clients and messages there are.
      return sql<boolean>`${key} in (
        select client_id from statements
        where source = 'import' and message_id in (select unnest(${scope.messageIds}::text[]))
      )`;
  }
}
