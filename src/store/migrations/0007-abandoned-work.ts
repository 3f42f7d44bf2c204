import { sql } from "kysely";
import type { Migration } from "kysely/migration";

export const abandonedWork: Migration = {
  async up(db) {
    await sql`create index work_held on work (lease_until) where lease_until is not null`.execute(db);
  },
};
