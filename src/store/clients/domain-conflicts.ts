import { sql, type Transaction } from "kysely";

import type { ClientRecord } from "../../domain/clients/client.ts";
import { findSharedDomains } from "../../domain/clients/shared-domains.ts";
import { closeConflicts, openConflicts } from "./open-conflicts.ts";
import type { Schema } from "../schema.ts";

/** Advisory locks of two numbers are apart from those of one. */
const domainLocks = { space: 1, count: 64 };

/**
 * Kept until the transaction ends, so that of two that give one domain to two clients the later one sees both. Many
 * domains have a lock between them: a large import has more domains than PostgreSQL has room for locks.
 */
export async function lockDomains(tx: Transaction<Schema>, domains: readonly string[]): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(${domainLocks.space}::int, place) from (
      select distinct hashtext(domain) & ${domainLocks.count - 1}::int as place
      from unnest(${domains}::text[]) as domain order by place
    ) as places`.execute(tx);
}

/**
 * Asks people about clients that have a domain of another one, and no more about those that have none any more; of these
 * clients, whose domains are others now, and of all that share or shared one with them. `domains`: those that they got or had.
 */
export async function reviewDomains(
  tx: Transaction<Schema>,
  changed: readonly string[],
  domains: readonly string[],
): Promise<void> {
  if (changed.length === 0) return;
  await lockDomains(tx, domains);
  if (!(await isAnyConcerned(tx, changed))) return;
  const concerned = [...changed, ...(await listAtOddsWith(tx, changed))];
  const meeting = await listSharing(tx, concerned);
  const reviewed = new Set([...concerned, ...meeting.map(({ clientId }) => clientId)]);
  // Whoever meets them may share something with others besides.
  const sharing = meeting.length > 0 ? await listSharing(tx, [...reviewed]) : [];
  const open = await lockOpen(tx, [...reviewed]);
  const shared = findSharedDomains(sharing).filter(({ clientId }) => reviewed.has(clientId));
  await openConflicts(
    tx,
    "domain-shared",
    shared.map(({ clientId, message, about }) => ({ clientId, detail: { message }, about })),
  );
  const lasting = new Set(shared.map(({ clientId }) => clientId));
  await closeConflicts(
    tx,
    open.filter((clientId) => !lasting.has(clientId)),
    ["domain-shared"],
  );
}

/** Most of the time nobody is, and this is the only question. */
async function isAnyConcerned(tx: Transaction<Schema>, clientIds: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ is_any: boolean }>`
    select exists (
      select from (
        select distinct domain from clients cross join unnest(domains) as domain
        where client_id = any(${clientIds}::text[])
      ) as asked
      where (select count(*) from clients where domains @> array[domain]) > 1
    ) or exists (
      select from conflicts
      where cause = 'domain-shared' and closed_at is null
        and (client_id = any(${clientIds}::text[]) or about ->> 'otherClientId' = any(${clientIds}::text[]))
    ) as is_any`.execute(tx);
  return rows[0]?.is_any === true;
}

async function listAtOddsWith(tx: Transaction<Schema>, clientIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ client_id: string }>`
    select client_id from conflicts
    where cause = 'domain-shared' and closed_at is null
      and about ->> 'otherClientId' = any(${clientIds}::text[])`.execute(tx);
  return rows.map((row) => row.client_id);
}

/**
 * All clients with a domain that several have, one of these among them; most of the time there is none. Looks up one
 * domain after the other, because a scan for any of a thousand would compare each client with all of them.
 */
async function listSharing(
  tx: Transaction<Schema>,
  clientIds: readonly string[],
): Promise<readonly ClientRecord[]> {
  const { rows } = await sql<{ client_id: string } & Omit<ClientRecord, "clientId">>`
    with asked as (
      select distinct domain from clients cross join unnest(domains) as domain
      where client_id = any(${clientIds}::text[])
    ), holders as (
      select domain, client_id, count(*) over (partition by domain) as count
      from asked join clients on domains @> array[domain]
    )
    select client_id, fields, decisions from clients
    where client_id in (select client_id from holders where count > 1)`.execute(tx);
  return rows.map(({ client_id: clientId, ...row }) => ({ clientId, ...row }));
}

/** Always in the order of the clients, so that two transactions cannot wait for each other. */
async function lockOpen(tx: Transaction<Schema>, clientIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ client_id: string }>`
    select client_id from conflicts
    where client_id = any(${clientIds}::text[]) and cause = 'domain-shared' and closed_at is null
    order by client_id for update`.execute(tx);
  return rows.map((row) => row.client_id);
}
