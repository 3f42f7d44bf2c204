import { sql } from "kysely";

import type { Claim } from "../../jobs/ports.ts";
import type { Database } from "../database.ts";

/**
 * Links organizations that are nobody's to clients that have none. Answers the owners by organization id: asked for by a
 * statement of its own, which sees whoever came first.
 */
export async function claimAll(db: Database, claims: readonly Claim[]): Promise<ReadonlyMap<number, string>> {
  const ids = claims.map(({ organizationId }) => organizationId);
  const owners = await listOwners(db, ids);
  const free = claims.filter(({ organizationId }) => !owners.has(organizationId));
  if (free.length === 0) return owners;
  // In the order of the organizations: two processes that claim the same ones cannot wait for each other.
  await sql`
    with there as (
      select client_id from clients where client_id = any(${free.map(({ clientId }) => clientId)}::text[])
      order by client_id for key share
    )
    insert into organization_links (client_id, organization_id)
    select client_id, organization_id
    from jsonb_to_recordset(${JSON.stringify(free.map(rowOf))}::jsonb) as row(client_id text, organization_id bigint)
    join there using (client_id)
    order by organization_id
    on conflict do nothing`.execute(db);
  return await listOwners(db, ids);
}

async function listOwners(db: Database, organizationIds: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await sql<{ organization_id: bigint; client_id: string }>`
    select organization_id, client_id from organization_links
    where organization_id = any(${organizationIds}::bigint[])`.execute(db);
  return new Map(rows.map((row) => [Number(row.organization_id), row.client_id]));
}

function rowOf({ clientId, organizationId }: Claim): object {
  return { client_id: clientId, organization_id: organizationId };
}
