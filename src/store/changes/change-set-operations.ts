import { sql } from "kysely";

import { unsolvedStatuses } from "../../domain/tickets/ticket.ts";
import type { ChangeOfClient, ChangeSets } from "../../operations/change-set.ts";
import { NoSuch, NotNow } from "../../operations/refusals.ts";
import { cancelChangeSet, listChangeSets } from "./change-sets.ts";
import type { Database } from "../database.ts";
import { planChangeSet, scheduleChangeSet } from "./schedule-change-set.ts";

/** Change sets, for operators. */
export function createChangeSets(db: Database): ChangeSets {
  return {
    list: async () => await listChangeSets(db),

    async find(id) {
      const [set] = await listChangeSets(db, id);
      return set && { set, changes: await listChanges(db, id) };
    },

    async cancel(id, act) {
      const [set] = await listChangeSets(db, id);
      if (!set) throw new NoSuch(`there is no change set "${id}"`);
      const count = await cancelChangeSet(db, id, act);
      if (count === 0) throw new NotNow(`nothing of "${id}" is still to come`);
      return count;
    },

    plan: async (wanted) => await planChangeSet(db, wanted),
    schedule: async (wanted, act) => await scheduleChangeSet(db, wanted, act),
  };
}

async function listChanges(db: Database, id: string): Promise<ChangeOfClient[]> {
  const { rows } = await sql<ChangeOfClient>`
    select client_id as "clientId", name, statements.effective_at as "effectiveAt", statements.state, says,
      fields -> 'segment' ->> 'value' as segment, fields -> 'serviceLevel' ->> 'value' as "serviceLevel",
      (
        select count(*)::int from organization_links join tickets using (organization_id)
        where organization_links.client_id = statements.client_id
          and tickets.status = any(${unsolvedStatuses}::text[])
      ) as "openTickets"
    from messages join statements on statements.source = messages.source and message_id = messages.id
    left join clients using (client_id)
    where change_set_id = ${id}
    order by statements.effective_at, client_id, statements.occurred_at`.execute(db);
  return rows;
}
