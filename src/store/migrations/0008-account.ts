import { sql } from "kysely";
import type { Migration } from "kysely/migration";

export const account: Migration = {
  async up(db) {
    await sql`
      create table zendesk_account (
        is_only boolean primary key default true check (is_only),
        name text not null
      )`.execute(db);
  },
};
