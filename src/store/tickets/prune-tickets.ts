import { sql } from "kysely";
import type { DateTime } from "luxon";

import { instantOf } from "../../domain/instant.ts";
import type { Database } from "../database.ts";

/** Nothing happens to a closed ticket any more; late events about it are told from its row for so long. */
const keptDays = 14;

/** So many are deleted in one transaction. */
const pageSize = 5000;

/** Forgets tickets that were closed or deleted long ago, with their work. Answers how many there were. */
export async function pruneTickets(db: Database, now: DateTime): Promise<number> {
  const until = instantOf(now.minus({ days: keptDays }));
  let count = 0;
  for (;;) {
    const { numAffectedRows = 0n } = await sql`
      with old as (
        select ticket_id from tickets
        where status in ('closed', 'deleted') and coalesce(state ->> 'updatedAt' < ${until}, true) and not exists (
          select 1 from work where kind = 'review-ticket' and key = ticket_id::text and state = 'pending'
        )
        limit ${pageSize} for update skip locked
      ), unneeded as (
        delete from work using old where kind = 'review-ticket' and key = ticket_id::text and state <> 'pending'
      )
      delete from tickets using old where tickets.ticket_id = old.ticket_id`.execute(db);
    count += Number(numAffectedRows);
    if (numAffectedRows < pageSize) return count;
  }
}
