import { sql, type Transaction } from "kysely";

import { reviewDomains } from "./domain-conflicts.ts";
import type { Schema } from "../schema.ts";
import { startAnew } from "../leases/start-anew.ts";

export type Standoffs = {
  /** Whom its organization was refused. */
  readonly refused: readonly string[];
  /** Those that it had. */
  readonly domains: readonly string[];
};

/** The clients that were refused an organization because it was this one's. */
export async function listRefused(tx: Transaction<Schema>, clientId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ client_id: string }>`
    select distinct client_id from conflicts
    where cause = 'organization-shared' and about ->> 'otherClientId' = ${clientId}`.execute(tx);
  return rows.map((row) => row.client_id);
}

/** Once a client is gone, others are not at odds with it any more, and nothing of theirs names it. */
export async function endStandoffs(
  tx: Transaction<Schema>,
  clientId: string,
  { refused, domains }: Standoffs,
): Promise<void> {
  await restart(tx, refused);
  const { rows } = await sql<{ client_id: string; cause: string }>`
    delete from conflicts where about ->> 'otherClientId' = ${clientId} returning client_id, cause`.execute(
    tx,
  );
  const conditions = rows.map(({ client_id, cause }) => `conflict:${client_id}:${cause}`);
  await sql`update conditions set detail = '' where name = any(${conditions}::text[])`.execute(tx);
  const sharing = rows.filter(({ cause }) => cause === "domain-shared").map((row) => row.client_id);
  await reviewDomains(tx, [...new Set(sharing)], domains);
}

async function restart(tx: Transaction<Schema>, clientIds: readonly string[]): Promise<void> {
  const { rows: jobs } = await sql<{ id: bigint }>`
    select id from work where kind = 'reconcile-client' and key = any(${clientIds}::text[])`.execute(tx);
  const which = sql<boolean>`cause = 'organization-shared' and state in ('conflict', 'discarded')`;
  await startAnew(
    tx,
    jobs.map(({ id }) => String(id)),
    { urgency: "live", which },
  );
  await sql`
    update retried set detail = null
    where kind = 'reconcile-client' and key = any(${clientIds}::text[]) and cause = 'organization-shared'`.execute(
    tx,
  );
}
