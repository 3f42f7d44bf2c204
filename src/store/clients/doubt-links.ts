import { sql, type Transaction } from "kysely";

import type { Schema } from "../schema.ts";

/** The next attempt looks at these clients' organizations, even if nothing else is desired. */
export async function doubtLinks(tx: Transaction<Schema>, clientIds: readonly string[]): Promise<void> {
  await sql`
    with locked as (
      select client_id from organization_links where client_id = any(${clientIds}::text[])
      order by client_id for no key update
    )
    update organization_links as link set is_doubted = true from locked
    where link.client_id = locked.client_id`.execute(tx);
}
