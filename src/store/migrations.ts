import { type Kysely, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";

import type { Schema } from "./schema.ts";

const migrations: Record<string, Migration> = {
  "0001-main-job": {
    async up(db) {
      await sql`
        create table messages (
          source text not null,
          id text not null,
          kind text not null,
          body bytea not null,
          digest text not null,
          occurred_at timestamptz not null,
          effective_at timestamptz,
          received_at timestamptz not null default now(),
          primary key (source, id)
        )`.execute(db);
      await sql`create index messages_received on messages (received_at)`.execute(db);
      await sql`
        create table statements (
          source text not null,
          message_id text not null,
          client_id text not null,
          occurred_at text not null,
          effective_at timestamptz,
          says jsonb not null,
          state text not null check (state in ('applied', 'stale', 'waiting', 'scheduled')),
          primary key (client_id, source, message_id),
          foreign key (source, message_id) references messages
        )`.execute(db);
      await sql`create index statements_due on statements (effective_at) where state = 'scheduled'`.execute(
        db,
      );
      await sql`create index statements_waiting on statements (client_id) where state = 'waiting'`.execute(
        db,
      );
      await sql`
        create table clients (
          client_id text primary key,
          name text,
          fields jsonb not null default '{}',
          updated_at timestamptz not null default now()
        )`.execute(db);
      await sql`
        create table work (
          kind text not null,
          key text not null,
          version bigint not null,
          applied_version bigint not null default 0,
          state text not null check (state in ('pending', 'ok', 'failed', 'conflict', 'discarded')),
          dirty_since timestamptz,
          cause text,
          detail jsonb,
          attempts integer not null default 0,
          next_attempt_at timestamptz,
          lease_until timestamptz,
          epoch bigint not null default 0,
          primary key (kind, key)
        )`.execute(db);
      await sql`create index work_due on work (coalesce(next_attempt_at, dirty_since)) where state = 'pending'`.execute(
        db,
      );
      await sql`create index work_failed on work (cause) where state in ('failed', 'conflict')`.execute(db);
      await sql`
        create table organization_links (
          client_id text primary key references clients,
          organization_id bigint not null unique,
          confirmed jsonb,
          writes timestamptz[] not null default '{}',
          updated_at timestamptz not null default now()
        )`.execute(db);
      await sql`
        create table conflicts (
          id bigint generated always as identity primary key,
          client_id text not null,
          cause text not null,
          detail jsonb not null,
          opened_at timestamptz not null default now(),
          closed_at timestamptz
        )`.execute(db);
      await sql`create unique index conflicts_open on conflicts (client_id) where closed_at is null`.execute(
        db,
      );
      await sql`
        create table history (
          id bigint generated always as identity primary key,
          at timestamptz not null,
          client_id text not null,
          what text not null,
          before jsonb,
          after jsonb,
          change jsonb
        )`.execute(db);
      await sql`create index history_client on history (client_id, id)`.execute(db);
    },
  },
  "0002-urgency": {
    async up(db) {
      await sql`
        alter table work add column urgency text not null default 'live' check (urgency in ('live', 'bulk'))`.execute(
        db,
      );
      await sql`drop index work_due`.execute(db);
      await sql`
        create index work_due on work (urgency, coalesce(next_attempt_at, dirty_since)) where state = 'pending'`.execute(
        db,
      );
    },
  },
  "0003-full-compare": {
    async up(db) {
      await sql`alter table organization_links add column is_doubted boolean not null default false`.execute(
        db,
      );
      await sql`create table sweeps (name text primary key, started_at timestamptz not null)`.execute(db);
    },
  },
  "0004-tickets": {
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
      await sql`create index history_ticket on history (ticket_id, id) where ticket_id is not null`.execute(
        db,
      );
      await sql`alter table sweeps add column cursor text`.execute(db);
      await sql`drop index work_due`.execute(db);
      await sql`
        create index work_due on work (kind, urgency, coalesce(next_attempt_at, dirty_since))
        where state = 'pending'`.execute(db);
    },
  },
  "0005-setup": {
    async up(db) {
      await sql`
        create table setup_applies (
          id bigint generated always as identity primary key,
          at timestamptz not null default now(),
          account text not null,
          reason text,
          rollback_reason text,
          outcome text not null default 'stopped' check (outcome in ('stopped', 'done', 'rolled-back')),
          steps jsonb not null default '[]'
        )`.execute(db);
    },
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

/**
 * Brings the tables up to what this version needs, or to the migration named `upTo`. Safe to run from several processes
 * at once.
 */
export async function migrate(db: Kysely<Schema>, upTo?: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo));
  if (error) throw new Error("the database could not be migrated", { cause: error });
}
