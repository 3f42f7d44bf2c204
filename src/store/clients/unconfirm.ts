import { sql, type Transaction } from "kysely";

import type { ManyOrganizationLinks } from "../../jobs/ports.ts";
import type { Database } from "../database.ts";
import type { Schema } from "../schema.ts";

/** Takes out of what is agreed whatever is about to be written: of names no name, of domains none, of fields their keys. */
export async function unconfirmAll(
  db: Database,
  changes: Parameters<ManyOrganizationLinks["unconfirmAll"]>[0],
): Promise<void> {
  const rows = changes.map(({ clientId, change }) => ({
    client_id: clientId,
    renames: change.name !== undefined || change.externalId !== undefined,
    moves: change.domainNames !== undefined,
    keys: Object.keys(change.fields ?? {}),
  }));
  await sql`
    with written as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(
        client_id text, renames boolean, moves boolean, keys text[]
      )
      join organization_links using (client_id) where confirmed is not null
      order by client_id for no key update of organization_links
    )
    update organization_links as link set confirmed = link.confirmed
      || jsonb_build_object('fields', (link.confirmed -> 'fields') - written.keys)
      || case when written.renames then '{"name": ""}' else '{}' end::jsonb
      || case when written.moves then '{"domainNames": []}' else '{}' end::jsonb
    from written where link.client_id = written.client_id`.execute(db);
}

/** Nothing counts as agreed any more: the next attempt looks, and writes all that differs, manual edits as well. */
export async function unconfirmLink(tx: Transaction<Schema>, clientId: string): Promise<void> {
  await sql`update organization_links set confirmed = null where client_id = ${clientId}`.execute(tx);
}
