import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

import type { Schema } from "../schema.ts";

export const tickets: Migration = {
  async up(db) {
    await sql`alter table messages add column change_set_id text, add column unreadable text`.execute(db);
    await nameChangeSets(db);
    await sql`
      create index messages_change_set on messages (change_set_id) where change_set_id is not null`.execute(
      db,
    );
    await sql`alter table statements drop constraint statements_state_check`.execute(db);
    await sql`
      alter table statements add constraint statements_state_check
        check (state in ('applied', 'stale', 'waiting', 'scheduled', 'cancelled'))`.execute(db);
    await sql`create index statements_message on statements (source, message_id)`.execute(db);
    await sql`
      create table organizations (
        organization_id bigint primary key,
        level text,
        seen_at timestamptz,
        signalled_at timestamptz
      )`.execute(db);
    await sql`
      create table tickets (
        ticket_id bigint primary key,
        organization_id bigint,
        status text,
        state jsonb,
        is_doubted boolean not null default false,
        heard integer not null default 0,
        writes timestamptz[] not null default '{}'
      )`.execute(db);
    await sql`
      create index tickets_unsolved on tickets (organization_id)
      where status in ('new', 'open', 'pending', 'hold')`.execute(db);
    await sql`alter table history alter column client_id drop not null, add column ticket_id bigint`.execute(
      db,
    );
    await sql`create index history_ticket on history (ticket_id, id) where ticket_id is not null`.execute(db);
    await sql`alter table sweeps add column cursor text`.execute(db);
    await sql`drop index work_due`.execute(db);
    await sql`
      create index work_due on work (kind, urgency, coalesce(next_attempt_at, dirty_since))
      where state = 'pending'`.execute(db);
  },
};

/**
 * Not by PostgreSQL's own JSON: keys that nobody knows are ignored, and may hold what it does not take (NUL, halves of
 * characters).
 */
async function nameChangeSets(db: Kysely<Schema>): Promise<void> {
  const { rows } = await sql<{ source: string; id: string }>`
    select source, id from messages where kind = 'segment-changes'`.execute(db);
  for (const { source, id } of rows) {
    const message = await sql<{ body: Buffer }>`
      select body from messages where source = ${source} and id = ${id}`.execute(db);
    const { changeSetId } = JSON.parse(String(message.rows[0]?.body)) as { readonly changeSetId: string };
    await sql`
      update messages set change_set_id = ${changeSetId.trim()} where source = ${source} and id = ${id}`.execute(
      db,
    );
  }
}
