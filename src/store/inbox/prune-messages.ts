import { sql } from "kysely";

import type { Database } from "../database.ts";

/** Zendesk repeats an event within minutes; two weeks are for whoever looks into what happened. */
const keptDays = 14;

/** So many are deleted in one transaction. */
const pageSize = 5000;

/**
 * Deletes Zendesk's events of long ago: what they told is known. Those that could not be read stay, and so does all that
 * accounting said. Answers how many there were.
 */
export async function pruneMessages(db: Database): Promise<number> {
  let count = 0;
  for (;;) {
    const { numAffectedRows = 0n } = await sql`
      delete from messages where (source, id) in (
        select source, id from messages
        where source = 'zendesk' and unreadable is null and received_at < now() - make_interval(days => ${keptDays})
        limit ${pageSize} for update skip locked
      )`.execute(db);
    count += Number(numAffectedRows);
    if (numAffectedRows < pageSize) return count;
  }
}
