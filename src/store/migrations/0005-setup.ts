import { sql } from "kysely";
import type { Migration } from "kysely/migration";

export const setup: Migration = {
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
};
