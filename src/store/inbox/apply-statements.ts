import { type RawBuilder, sql, type Transaction } from "kysely";

import {
  type ClientRecord,
  isKnown,
  merge,
  type Merged,
  type Statement,
} from "../../domain/clients/client.ts";
import { nameKeyOf } from "../../domain/clients/name-key.ts";
import type { Urgency } from "../../jobs/ports.ts";
import { reviewDomains } from "../clients/domain-conflicts.ts";
import { markDirty } from "../leases/mark-dirty.ts";
import type { Schema } from "../schema.ts";

export type SourcedStatement = Statement & { readonly source: string; readonly urgency?: Urgency };

/**
 * Merges statements into their clients and marks those dirty whose values changed. A client that is not known yet
 * keeps what it is told and waits; once its notification comes, everything counts. Answers the clients with work to do.
 */
export async function applyStatements(
  tx: Transaction<Schema>,
  statements: readonly SourcedStatement[],
): Promise<ReadonlySet<string>> {
  if (statements.length === 0) return new Set();
  const clientIds = [...new Set(statements.map(({ clientId }) => clientId))].toSorted();
  const records = await lockClients(tx, clientIds);
  const unknown = clientIds.filter((clientId) => !isKnown(records.get(clientId)!));

  const merged: MergedStatement[] = [];
  const changed = new Set<string>();
  const withOtherDomains = new Set<string>();
  const domains = new Set<string>();
  for (const statement of statements) {
    const before = records.get(statement.clientId)!;
    const result = merge(before, statement);
    records.set(statement.clientId, result.record);
    if (result.changed.length > 0) changed.add(statement.clientId);
    if (result.changed.includes("domains")) {
      withOtherDomains.add(statement.clientId);
      for (const domain of [before, result.record].flatMap(domainsOf)) domains.add(domain);
    }
    merged.push({ statement, result });
  }

  const known = clientIds.filter((clientId) => isKnown(records.get(clientId)!));
  await save(
    tx,
    records,
    merged,
    unknown.filter((clientId) => isKnown(records.get(clientId)!)),
  );
  const live = statements.filter(({ urgency }) => urgency !== "bulk").map(({ clientId }) => clientId);
  const dirty = await markDirty(tx, "reconcile-client", known, { changed, live: new Set(live) });
  await reviewDomains(tx, [...withOtherDomains], [...domains]);
  return dirty;
}

/**
 * Always in the order of their ids, so that two transactions cannot wait for each other. The ids stay, so a worker may
 * link an organization meanwhile (its foreign key asks for no more).
 */
async function lockClients(
  tx: Transaction<Schema>,
  clientIds: readonly string[],
): Promise<Map<string, ClientRecord>> {
  await sql`
    insert into clients (client_id) select unnest(${clientIds}::text[]) order by 1
    on conflict do nothing`.execute(tx);
  const rows = await tx
    .selectFrom("clients")
    .select(["client_id", "fields"])
    .where("client_id", "=", anyOf(clientIds))
    .orderBy("client_id")
    .forNoKeyUpdate()
    .execute();
  return new Map(rows.map((row) => [row.client_id, { clientId: row.client_id, fields: row.fields }]));
}

type MergedStatement = { readonly statement: SourcedStatement; readonly result: Merged };

/** What waits for clients that are `found` now counts with the rest. */
async function save(
  tx: Transaction<Schema>,
  records: ReadonlyMap<string, ClientRecord>,
  merged: readonly MergedStatement[],
  found: readonly string[],
): Promise<void> {
  await sql`
    with saved as (
      update clients set
        name = row.name, name_key = row.name_key, domains = row.domains, fields = row.fields, updated_at = now()
      from jsonb_to_recordset(${JSON.stringify([...records.values()].map(clientRow))}::jsonb) as row(
        client_id text, name text, name_key text, domains text[], fields jsonb
      )
      where clients.client_id = row.client_id
    ), released as (
      update statements set state = 'applied' where state = 'waiting' and client_id = any(${found}::text[])
    )
    insert into statements (source, message_id, client_id, occurred_at, says, state)
    select source, message_id, client_id, occurred_at, says, state
    from jsonb_to_recordset(${JSON.stringify(merged.map((one) => statementRow(one, records)))}::jsonb) as row(
      source text, message_id text, client_id text, occurred_at text, says jsonb, state text
    )
    on conflict (client_id, source, message_id) do update set state = excluded.state`.execute(tx);
}

function clientRow(record: ClientRecord) {
  const name = record.fields.name?.value;
  return {
    client_id: record.clientId,
    name,
    name_key: nameKeyOf(name ?? ""),
    domains: domainsOf(record),
    fields: record.fields,
  };
}

function statementRow({ statement, result }: MergedStatement, records: ReadonlyMap<string, ClientRecord>) {
  return {
    source: statement.source,
    message_id: statement.messageId,
    client_id: statement.clientId,
    occurred_at: statement.occurredAt,
    says: statement.says,
    state: stateOf(statement, result, isKnown(records.get(statement.clientId)!)),
  };
}

function domainsOf({ fields }: ClientRecord): string[] {
  return (fields.domains?.value ?? []).map((domain) => domain.toLowerCase());
}

function stateOf({ says }: Statement, { stale }: Merged, known: boolean): "applied" | "stale" | "waiting" {
  if (!known) return "waiting";
  return stale.length > 0 && stale.length === Object.keys(says).length ? "stale" : "applied";
}

/** One parameter, however many ids: PostgreSQL takes 65,535, which 14 full change sets have between them. */
function anyOf(clientIds: readonly string[]): RawBuilder<string> {
  return sql<string>`any(${clientIds}::text[])`;
}
