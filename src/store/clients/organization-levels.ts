import { sql, type Transaction } from "kysely";

import type { Instant } from "../../domain/instant.ts";
import { unsolvedStatuses } from "../../domain/tickets/ticket.ts";
import type { LevelChange, OrganizationLevel, OrganizationLevels } from "../../jobs/ticket-ports.ts";
import type { Database } from "../database.ts";
import { markDirty } from "../leases/mark-dirty.ts";
import type { Schema } from "../schema.ts";

/**
 * What is saved so long after a signal was read after it. Far longer than a call to Zendesk takes, and than clocks are
 * apart.
 */
const answeredAfterSeconds = 60;

/** Told after organizations have got another level than they had, so that their tickets will be reviewed. */
export type OnLevelChanges = (changes: readonly LevelChange[]) => void;

/** Which service level each organization in Zendesk has, as we last saw it there. */
export function createOrganizationLevels(
  db: Database,
  onLevelChanges: OnLevelChanges = () => {},
): OrganizationLevels {
  return {
    async list(organizationIds) {
      // Shared locks wait for whoever is changing a level: that one marks the tickets it sees, and we act on what it wrote.
      const { rows } = await sql<{ organization_id: bigint; level: string | null }>`
        select organization_id, level from organizations
        where organization_id = any(${organizationIds}::bigint[])
          and seen_at >= coalesce(signalled_at, seen_at)
        order by organization_id for share`.execute(db);
      return new Map(rows.map((row) => [Number(row.organization_id), row.level]));
    },
    async observe(levels) {
      if (levels.length === 0) return;
      const remembered = await db.transaction().execute(async (tx) => {
        const changed = await rememberLevels(tx, levels);
        await reviewTicketsOf(tx, changed.map(idOf));
        return changed;
      });
      tellChanges(remembered, onLevelChanges);
    },
  };
}

/** Always in the order of their ids, so that two transactions cannot wait for each other. */
export async function lockOrganizations(
  tx: Transaction<Schema>,
  organizationIds: readonly number[],
): Promise<void> {
  await sql`
    insert into organizations (organization_id)
    select distinct id from unnest(${organizationIds}::bigint[]) as id order by id
    on conflict do nothing`.execute(tx);
  await sql`
    select 1 from organizations where organization_id = any(${organizationIds}::bigint[])
    order by organization_id for no key update`.execute(tx);
}

/** `isFirst`: we did not know what it had. */
export type RememberedLevel = LevelChange & { readonly isFirst: boolean };

export function tellChanges(remembered: readonly RememberedLevel[], onLevelChanges: OnLevelChanges): void {
  const changes = remembered.filter(({ isFirst }) => !isFirst);
  if (changes.length > 0) onLevelChanges(changes);
}

/** Remembers the levels, unless something later was seen. Answers the organizations that have another level now. */
export async function rememberLevels(
  tx: Transaction<Schema>,
  levels: readonly OrganizationLevel[],
): Promise<RememberedLevel[]> {
  const rows = levels.map(({ organizationId, level, updatedAt }) => ({
    organization_id: organizationId,
    level,
    seen_at: updatedAt,
  }));
  await lockOrganizations(
    tx,
    levels.map(({ organizationId }) => organizationId),
  );
  const { rows: remembered } = await sql<{
    organization_id: bigint;
    level: string | null;
    is_first: boolean;
    is_changed: boolean;
  }>`
    with seen as (
      select distinct on (organization_id) *
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as row(organization_id bigint, level text, seen_at timestamptz)
      order by organization_id, seen_at desc
    )
    update organizations as held set
      level = seen.level, seen_at = seen.seen_at,
      signalled_at = case when before.signalled_at > now() - make_interval(secs => ${answeredAfterSeconds})
        then before.signalled_at end
    from seen join organizations as before using (organization_id)
    where held.organization_id = seen.organization_id and coalesce(before.seen_at <= seen.seen_at, true)
    returning held.organization_id, held.level, before.seen_at is null as is_first,
      before.seen_at is null or before.level is distinct from held.level as is_changed`.execute(tx);
  return remembered
    .filter((row) => row.is_changed)
    .map((row) => ({ organizationId: Number(row.organization_id), level: row.level, isFirst: row.is_first }));
}

/**
 * Something happened to these organizations: unless we saw them since, what we know of them is old. Answers those. When
 * nobody says when it happened, it is later than what we saw.
 */
export async function signalOrganizations(
  tx: Transaction<Schema>,
  signals: readonly { readonly organizationId: number; readonly updatedAt: Instant | null }[],
): Promise<number[]> {
  const rows = signals.map(({ organizationId, updatedAt }) => ({
    organization_id: organizationId,
    updated_at: updatedAt,
  }));
  await lockOrganizations(
    tx,
    signals.map(({ organizationId }) => organizationId),
  );
  const { rows: news } = await sql<{ organization_id: bigint }>`
    with signal as (
      select organization_id, max(updated_at) as updated_at, bool_or(updated_at is null) as is_undated
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(organization_id bigint, updated_at timestamptz)
      group by organization_id
    )
    update organizations as held set signalled_at = case when is_undated
      then greatest(now(), updated_at, seen_at + interval '1 microsecond', signalled_at) else updated_at end
    from signal
    where held.organization_id = signal.organization_id
      and (is_undated or updated_at > coalesce(greatest(seen_at, signalled_at), '-infinity'))
    returning held.organization_id`.execute(tx);
  return news.map((row) => Number(row.organization_id));
}

/** Has the unsolved tickets of these organizations looked at again, as bulk work. */
export async function reviewTicketsOf(
  tx: Transaction<Schema>,
  organizationIds: readonly number[],
): Promise<void> {
  await markDirty(tx, "review-ticket", await unsolvedTicketsOf(tx, organizationIds));
}

export function idOf({ organizationId }: LevelChange): number {
  return organizationId;
}

/** Their keys of work. */
export async function unsolvedTicketsOf(
  tx: Transaction<Schema>,
  organizationIds: readonly number[],
): Promise<string[]> {
  if (organizationIds.length === 0) return [];
  const { rows } = await sql<{ key: string }>`
    select ticket_id::text as key from tickets
    where organization_id = any(${organizationIds}::bigint[]) and status = any(${unsolvedStatuses}::text[])`.execute(
    tx,
  );
  return rows.map(({ key }) => key);
}
