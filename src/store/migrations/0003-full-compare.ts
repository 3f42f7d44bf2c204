import { sql } from "kysely";
import type { Migration } from "kysely/migration";

export const fullCompare: Migration = {
  async up(db) {
    await sql`alter table organization_links add column is_doubted boolean not null default false`.execute(
      db,
    );
    await sql`create table sweeps (name text primary key, started_at timestamptz not null)`.execute(db);
  },
};
