import { sql } from "kysely";
import type { Migration } from "kysely/migration";

export const mainJob: Migration = {
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
    await sql`create index statements_due on statements (effective_at) where state = 'scheduled'`.execute(db);
    await sql`create index statements_waiting on statements (client_id) where state = 'waiting'`.execute(db);
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
};
