import { sql, type Transaction } from "kysely";

import { type About, blockingCauses, type ConflictCause } from "../../domain/clients/conflict.ts";
import type { Detail } from "../../jobs/ports.ts";
import { storableJson } from "../storable-json.ts";
import type { Schema } from "../schema.ts";

export type Opening = { readonly clientId: string; readonly detail: Detail; readonly about: About };

/**
 * Opens conflicts, in the order of the clients; one that is open already tells the latest. What an operator ignored is
 * not opened again in the same words, unless it keeps the client from being looked after.
 */
export async function openConflicts(
  tx: Transaction<Schema>,
  cause: ConflictCause,
  openings: readonly Opening[],
): Promise<void> {
  if (openings.length === 0) return;
  const rows = openings.map(({ clientId, detail, about }) => ({ client_id: clientId, detail, about }));
  await sql`
    insert into conflicts (client_id, cause, detail, about)
    select client_id, ${cause}, detail, about
    from jsonb_to_recordset(${storableJson(rows)}::jsonb) as row(client_id text, detail jsonb, about jsonb)
    join clients using (client_id)
    where ${cause} = any(${blockingCauses}::text[]) or (
      select last.decision = 'ignore' and last.detail ->> 'message' = row.detail ->> 'message'
      from conflicts as last
      where last.client_id = row.client_id and last.cause = ${cause} and last.closed_at is not null
      order by id desc limit 1
    ) is not true
    order by client_id
    on conflict (client_id, cause) where closed_at is null
    do update set detail = excluded.detail, about = excluded.about`.execute(tx);
}

/** What was open is no conflict any more. */
export async function closeConflicts(
  tx: Transaction<Schema>,
  clientIds: readonly string[],
  causes: readonly ConflictCause[],
): Promise<void> {
  if (clientIds.length === 0) return;
  await sql`
    update conflicts set closed_at = now()
    where client_id = any(${clientIds}::text[]) and cause = any(${causes}::text[]) and closed_at is null`.execute(
    tx,
  );
}
