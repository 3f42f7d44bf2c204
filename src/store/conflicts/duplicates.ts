import { type RawBuilder, sql } from "kysely";

import type { Duplicate } from "../../operations/conflict.ts";
import type { Database } from "../database.ts";

/** Of each kind; and so many clients of each. */
const groupsAtMost = 25;
const clientsAtMost = 20;

/** Clients with one domain that no operator withheld from them, or with one name; those that share it with most first. */
export async function listDuplicates(db: Database): Promise<readonly Duplicate[]> {
  const domains = await listShared(db, keptDomains);
  const names = await listShared(db, sql`name_key`);
  return [
    ...(await groupsOf(db, "same-domain", domains, sql`domains && ${domains}::text[]`, keptDomains)),
    ...(await groupsOf(db, "same-name", names, sql`name_key = any(${names}::text[])`, sql`name_key`)),
  ];
}

const keptDomains = sql`
  unnest(case when decisions -> 'withheldDomains' is null then domains
    else array(select domain from unnest(domains) as domain where not decisions -> 'withheldDomains' ? domain) end)`;

async function listShared(db: Database, what: RawBuilder<unknown>): Promise<readonly string[]> {
  const { rows } = await sql<{ shared: string }>`
    select shared from (select ${what} as shared from clients) as all_of_them
    where shared is not null
    group by shared having count(*) > 1
    order by count(*) desc, shared limit ${groupsAtMost}`.execute(db);
  return rows.map(({ shared }) => shared);
}

/** `which` finds by an index the clients that have one of what is shared. */
async function groupsOf(
  db: Database,
  because: Duplicate["because"],
  all: readonly string[],
  which: RawBuilder<unknown>,
  what: RawBuilder<unknown>,
): Promise<readonly Duplicate[]> {
  const { rows } = await sql<{ shared: string; id: string; name: string | null }>`
    select shared, client_id as id, name from (
      select ${what} as shared, client_id, name from clients where ${which}
    ) as sharing
    where shared = any(${all}::text[]) order by client_id`.execute(db);
  const clients = Map.groupBy(rows, ({ shared }) => shared);
  return all.map((shared) => ({
    because,
    shared,
    clients: (clients.get(shared) ?? []).slice(0, clientsAtMost).map(({ id, name }) => ({ id, name })),
  }));
}
