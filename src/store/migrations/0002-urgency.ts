import { sql } from "kysely";
import type { Migration } from "kysely/migration";

export const urgency: Migration = {
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
};
