import { sql } from "kysely";

import type { ChangeSetView } from "../../operations/change-set.ts";
import type { Act } from "../../operations/operator.ts";
import type { Database } from "../database.ts";

/** What was sent under one name: the clients that were moved, or will be. */
export type ChangeSet = ChangeSetView;

const listed = 100;

/** The last sets, those with the next effect first. */
export async function listChangeSets(db: Database, id?: string): Promise<ChangeSet[]> {
  const count = (state: string): ReturnType<typeof sql> =>
    sql`(count(*) filter (where state = ${state}))::int`;
  const { rows } = await sql<ChangeSet>`
    select change_set_id as id, max(received_at) as "receivedAt",
      min(statements.effective_at) filter (where state = 'scheduled') as "effectiveAt",
      ${count("scheduled")} as scheduled, ${count("applied")} as applied, ${count("stale")} as stale,
      ${count("waiting")} as waiting, ${count("cancelled")} as cancelled
    from messages join statements on statements.source = messages.source and message_id = messages.id
    where change_set_id is not null and (${id ?? null}::text is null or change_set_id = ${id ?? null})
    group by change_set_id
    order by min(statements.effective_at) filter (where state = 'scheduled') nulls last, max(received_at) desc
    limit ${listed}`.execute(db);
  return rows;
}

/** What of a set is still to come will not, and who said so. Answers how many clients keep what they have. */
export async function cancelChangeSet(db: Database, id: string, { operator, reason }: Act): Promise<number> {
  const { rows } = await sql`
    with due as (
      select statements.source, message_id, client_id
      from messages join statements on statements.source = messages.source and message_id = messages.id
      where change_set_id = ${id} and state = 'scheduled'
      order by statements.effective_at, client_id
      for update of statements
    ), cancelled as (
      update statements set state = 'cancelled' from due
      where statements.source = due.source and statements.message_id = due.message_id
        and statements.client_id = due.client_id
      returning statements.client_id, says
    )
    insert into history (at, client_id, what, change, actor, reason)
    select now(), client_id, 'change.cancelled', jsonb_build_object('changeSetId', ${id}::text, 'says', says),
      ${operator}, nullif(${reason}, '')
    from cancelled
    returning client_id`.execute(db);
  return rows.length;
}
