import { type RawBuilder, sql } from "kysely";

import type { Detail } from "../../jobs/ports.ts";
import type { Job, JobFilter } from "../../operations/job.ts";

/** Jobs that wait for a person, or for the next message. */
export const isStopped = sql<boolean>`work.state in ('failed', 'conflict', 'discarded')`;

/** A row of work with whose it is. */
export type JobRow = Omit<Job, "client" | "ticketId" | "message" | "exchange"> & {
  readonly detail: Detail | null;
  readonly clientId: string | null;
  readonly clientName: string | null;
  /** `changedAt` in microseconds: a Date has none. */
  readonly changedMicros: string;
};

/** The rows of the query `page`, which is all of `work`'s columns, in its order. */
export function jobRows(page: RawBuilder<unknown>): RawBuilder<JobRow> {
  return sql<JobRow>`
    with page as (${page}), owned as (
      select page.*, case kind when 'reconcile-client' then key else client_id end as owner_id
      from page
      left join tickets on ticket_id = case kind when 'review-ticket' then key::bigint end
      left join organization_links using (organization_id)
    )
    select id::text as id, kind, key, state, cause, detail, attempts, urgency, owner_id as "clientId",
      name as "clientName", dirty_since as "dirtySince", changed_at as "changedAt",
      next_attempt_at as "nextAttemptAt",
      (extract(epoch from changed_at) * 1000000)::bigint::text as "changedMicros"
    from owned left join clients on clients.client_id = owner_id
    order by changed_at desc, id desc`;
}

export function jobOf(row: JobRow): Job {
  const { id, kind, key, state, cause, detail, attempts, urgency, clientId, clientName } = row;
  return {
    id,
    kind,
    key,
    state,
    cause,
    message: detail?.message ?? null,
    attempts,
    urgency,
    client: clientId === null ? null : { id: clientId, name: clientName },
    ticketId: kind === "review-ticket" ? Number(key) : null,
    dirtySince: row.dirtySince,
    changedAt: row.changedAt,
    nextAttemptAt: row.nextAttemptAt,
    exchange: detail?.exchange ?? null,
  };
}

/** What must hold of a row of work. */
export function fits(filter: JobFilter): RawBuilder<boolean> {
  const { state, cause, kind, clientId, ticketId, since, until, attempts, ids } = filter;
  const all = [
    state && sql<boolean>`work.state = ${state}`,
    cause !== undefined && sql<boolean>`work.cause = ${cause}`,
    kind && sql<boolean>`work.kind = ${kind}`,
    clientId !== undefined && isOfClient(clientId),
    ticketId !== undefined && sql<boolean>`work.kind = 'review-ticket' and work.key = ${String(ticketId)}`,
    since && sql<boolean>`work.changed_at >= ${since}`,
    until && sql<boolean>`work.changed_at < ${until}`,
    attempts !== undefined && sql<boolean>`work.attempts >= ${attempts}`,
    ids && sql<boolean>`work.id = any(${ids.filter(isId)}::bigint[])`,
  ].filter((one) => typeof one === "object");
  return sql<boolean>`(${sql.join([sql<boolean>`true`, ...all], sql` and `)})`;
}

export function isId(text: string): boolean {
  return /^\d{1,18}$/.test(text);
}

/** As keys, so that they are found by the primary key. */
function isOfClient(clientId: string): RawBuilder<boolean> {
  return sql<boolean>`(work.kind, work.key) in (
    select 'reconcile-client', ${clientId}::text
    union all
    select 'review-ticket', ticket_id::text from tickets
    join organization_links using (organization_id) where client_id = ${clientId}
  )`;
}
