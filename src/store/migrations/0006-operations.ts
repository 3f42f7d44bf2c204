import { sql } from "kysely";
import type { Migration } from "kysely/migration";

export const operations: Migration = {
  async up(db) {
    await sql`
      alter table work add column id bigint generated always as identity unique,
        add column changed_at timestamptz not null default now(), add column traceparent text,
        add column stopped_cause text`.execute(db);
    await sql`update work set stopped_cause = cause where state = 'failed'`.execute(db);
    await sql`
      create index work_stopped_cause on work (stopped_cause, state) where stopped_cause is not null`.execute(
      db,
    );
    await sql`
      create function work_changes() returns trigger language plpgsql as $$
      begin
        new.changed_at := now();
        return new;
      end $$`.execute(db);
    // Five statements write the state; none may forget when.
    await sql`
      create trigger work_changes before update on work for each row
      when (old.state is distinct from new.state or old.cause is distinct from new.cause)
      execute function work_changes()`.execute(db);
    await sql`alter table messages add column ticket_id bigint`.execute(db);
    await sql`
      create index messages_ticket on messages (ticket_id, received_at) where ticket_id is not null`.execute(
      db,
    );
    await sql`create index tickets_organization on tickets (organization_id)`.execute(db);
    await sql`create index work_changed on work (changed_at desc, id desc)`.execute(db);
    await sql`
      create index work_oldest on work (kind, urgency, dirty_since) where state = 'pending'`.execute(db);
    await sql`create statistics work_kind_state (mcv) on kind, state from work`.execute(db);
    await sql`drop index work_failed`.execute(db);
    await sql`
      create index work_stopped on work (state, cause, changed_at desc, id desc)
      where state in ('failed', 'conflict', 'discarded')`.execute(db);
    await sql`
      create table retries (
        id bigint generated always as identity primary key,
        at timestamptz not null default now(),
        operator text not null,
        reason text not null,
        filter jsonb not null,
        marked_at timestamptz,
        stopped_at timestamptz
      )`.execute(db);
    await sql`
      create table retried (
        retry_id bigint not null references retries,
        kind text not null,
        key text not null,
        version bigint not null,
        state text not null,
        cause text,
        detail jsonb,
        attempts integer not null,
        put_back boolean not null default false,
        primary key (retry_id, kind, key)
      )`.execute(db);
    await sql`create index retried_key on retried (kind, key)`.execute(db);
    await sql`
      alter table clients add column decisions jsonb not null default '{}',
        add column domains text[] not null default '{}', add column name_key text`.execute(db);
    await sql`
      update clients set
        name_key = nullif(regexp_replace(lower(name), '[^[:alnum:]]', '', 'g'), ''),
        domains = coalesce(array(
          select lower(domain) from jsonb_array_elements_text(
            case jsonb_typeof(fields -> 'domains' -> 'value') when 'array' then fields -> 'domains' -> 'value'
              else '[]' end
          ) as domain
        ), '{}')`.execute(db);
    await sql`create index clients_domains on clients using gin (domains) with (fastupdate = off)`.execute(
      db,
    );
    // Written down in an index that holds all that is searched, 100,000 clients are looked through in a few tens of
    // milliseconds. The lengths keep an entry below PostgreSQL's limit of 2,704 bytes.
    await sql`
      create function client_search_text(client_id text, name text, domains text[]) returns text
      language sql immutable parallel safe
      return left(lower(concat_ws(' ', client_id, name, array_to_string(domains, ' '))), 400)`.execute(db);
    await sql`
      alter table clients
        add column sort_name text generated always as (left(lower(coalesce(name, client_id)), 100)) stored,
        add column search_text text generated always as (client_search_text(client_id, name, domains)) stored`.execute(
      db,
    );
    await sql`
      create index clients_sorted on clients (sort_name, client_id) include (search_text)`.execute(db);
    await sql`create index clients_name_key on clients (name_key)`.execute(db);
    await sql`drop index conflicts_open`.execute(db);
    await sql`
      alter table conflicts add column decision text, add column decided_by text, add column reason text,
        add column about jsonb not null default '{}'`.execute(db);
    await sql`
      create unique index conflicts_open on conflicts (client_id, cause) where closed_at is null`.execute(db);
    await sql`create index conflicts_of on conflicts (client_id, cause, id)`.execute(db);
    await sql`alter table history add column actor text, add column reason text`.execute(db);
    await sql`create index history_acts on history (id) where actor is not null`.execute(db);
    await sql`create index history_at on history (at)`.execute(db);
    await sql`
      create index history_reminders on history (client_id, id) where what = 'reminder.sent'`.execute(db);
    await sql`create index messages_new_client on messages (received_at) where kind = 'new-client'`.execute(
      db,
    );
    await sql`
      create table calls (
        id bigint generated always as identity primary key,
        at timestamptz not null,
        kind text not null,
        keys text[] not null,
        method text not null,
        path text not null,
        request jsonb,
        status integer,
        answer jsonb,
        took_ms integer not null
      )`.execute(db);
    await sql`create index calls_keys on calls using gin (keys)`.execute(db);
    await sql`create index calls_at on calls (at)`.execute(db);
    await sql`
      create table sessions (
        id_hash bytea primary key,
        name text not null,
        token_hash bytea not null,
        secret bytea not null,
        expires_at timestamptz not null
      )`.execute(db);
    await sql`
      create table spent_tokens (nonce text primary key, expires_at timestamptz not null)`.execute(db);
    await sql`
      create table conditions (
        name text primary key,
        title text not null,
        detail text not null,
        since timestamptz not null default now(),
        over_at timestamptz,
        told text[] not null default '{}',
        told_at timestamptz,
        muted_until timestamptz
      )`.execute(db);
  },
};
