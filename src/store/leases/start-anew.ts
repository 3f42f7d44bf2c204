import { type RawBuilder, sql, type Transaction } from "kysely";

import type { Urgency, WorkKey, WorkKind } from "../../jobs/ports.ts";
import type { Schema } from "../schema.ts";
import { doubtLinks } from "../clients/doubt-links.ts";
import { doubtTickets } from "../tickets/ticket-states.ts";

/** What a job was before it was started anew. */
export type Restarted = WorkKey & { readonly state: string; readonly cause: string | null };

export type Restarting = {
  readonly urgency: Urgency;
  /** Which of the jobs; the others are left alone. */
  readonly which: RawBuilder<boolean>;
  /** The re-run of many that they are part of. */
  readonly retryId?: string;
};

/**
 * Has jobs looked at again with all their attempts, whatever was believed of them. Rows are locked in the order that all
 * keep: the work of clients, links, tickets, the work of tickets.
 */
export async function startAnew(
  tx: Transaction<Schema>,
  ids: readonly string[],
  restarting: Restarting,
): Promise<readonly Restarted[]> {
  const { rows: jobs } = await sql<WorkKey>`
    select kind, key from work where id = any(${ids}::bigint[]) and ${restarting.which}`.execute(tx);
  const clientIds = keysOf(jobs, "reconcile-client");
  const clients = await restart(tx, "reconcile-client", clientIds, restarting);
  await doubtLinks(tx, keysOf(clients, "reconcile-client"));
  const ticketIds = keysOf(jobs, "review-ticket");
  await doubtTickets(tx, ticketIds.map(Number));
  return [...clients, ...(await restart(tx, "review-ticket", ticketIds, restarting))];
}

function keysOf(jobs: readonly WorkKey[], kind: WorkKind): string[] {
  return jobs.filter((job) => job.kind === kind).map(({ key }) => key);
}

async function restart(
  tx: Transaction<Schema>,
  kind: WorkKind,
  keys: readonly string[],
  { urgency, which, retryId }: Restarting,
): Promise<readonly Restarted[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<Restarted>`
    with locked as (
      select kind, key, version, state, cause, detail, attempts from work
      where kind = ${kind} and key = any(${keys}::text[]) and ${which}
      order by key for no key update
    ), kept as (
      insert into retried (retry_id, kind, key, version, state, cause, detail, attempts)
      select ${retryId ?? null}::bigint, kind, key, version + 1, state, cause, detail, attempts from locked
      where ${retryId ?? null}::bigint is not null
    )
    update work set
      version = work.version + 1, state = 'pending', dirty_since = coalesce(dirty_since, now()),
      attempts = 0, cause = null, detail = null, next_attempt_at = null, urgency = ${urgency}
    from locked
    where work.kind = locked.kind and work.key = locked.key
    returning work.kind, work.key, locked.state, locked.cause`.execute(tx);
  return rows;
}
