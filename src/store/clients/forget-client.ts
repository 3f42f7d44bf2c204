import { createHash } from "node:crypto";

import { sql, type Transaction } from "kysely";

import { conflictCauses } from "../../domain/clients/conflict.ts";
import type { ForgottenRows } from "../../operations/client.ts";
import type { Act } from "../../operations/operator.ts";
import { NoSuch, Unfit } from "../../operations/refusals.ts";
import type { Database } from "../database.ts";
import { lockDomains } from "./domain-conflicts.ts";
import { endStandoffs, listRefused } from "./end-standoffs.ts";
import { recordAct } from "../history/record-act.ts";
import type { Schema } from "../schema.ts";

/**
 * Erases a client. What stays: that messages came, so that a repeated one is known, without what they said; and that a
 * client was forgotten, by whom and why. What Zendesk said about its organization is Zendesk's; its events are deleted
 * after two weeks anyway. An attempt under way finds its lease lost.
 * @throws NoSuch, Unfit without a reason
 */
export async function forgetClient(db: Database, clientId: string, act: Act): Promise<ForgottenRows> {
  if (act.reason.trim() === "") throw new Unfit("a client is forgotten for a reason: say why");
  return await db.transaction().execute(async (tx) => {
    const rows = await eraseClient(tx, clientId);
    const client = createHash("sha256").update(clientId).digest("hex").slice(0, 12);
    await recordAct(tx, "client.forgotten", act, { client, ...rows });
    return rows;
  });
}

/** How many rows of each table `forgetClient` would erase; nothing is changed. @throws NoSuch */
export async function countForgettable(db: Database, clientId: string): Promise<ForgottenRows> {
  const undone = new Error("only counted");
  let rows: ForgottenRows = {};
  await db
    .transaction()
    .execute(async (tx) => {
      rows = await eraseClient(tx, clientId);
      throw undone;
    })
    .catch((err: unknown) => {
      if (err !== undone) throw err;
    });
  return rows;
}

async function eraseClient(tx: Transaction<Schema>, clientId: string): Promise<ForgottenRows> {
  // Whoever lets scheduled statements take effect locks them before their clients.
  await sql`
    select 1 from statements where client_id = ${clientId} and state = 'scheduled'
    order by effective_at for update`.execute(tx);
  const { rows } = await sql<{ domains: string[] }>`
    select domains from clients where client_id = ${clientId} for update`.execute(tx);
  const [client] = rows;
  if (!client) throw new NoSuch(`nobody has told us of a client "${clientId}"`);
  const refused = await listRefused(tx, clientId);
  await lockWorkAndLinks(tx, [clientId, ...refused]);
  const kept = await eraseRecord(tx, clientId);
  await lockDomains(tx, client.domains);
  const traces = await eraseTraces(tx, clientId);
  await endStandoffs(tx, clientId, { refused, domains: client.domains });
  return { ...kept, ...traces };
}

async function lockWorkAndLinks(tx: Transaction<Schema>, clientIds: readonly string[]): Promise<void> {
  await sql`
    select 1 from work where kind = 'reconcile-client' and key = any(${clientIds}::text[])
    order by key for update`.execute(tx);
  await sql`
    select 1 from organization_links where client_id = any(${clientIds}::text[])
    order by client_id for update`.execute(tx);
}

type Counts = Record<string, number>;

/** Whoever was before us with the client is done, and what they added is seen; a message that comes in now waits. */
async function eraseRecord(tx: Transaction<Schema>, clientId: string): Promise<Counts> {
  const { rows } = await sql<Counts>`
    with client as (
      delete from clients where client_id = ${clientId} returning client_id
    ), worked as (
      delete from work using client where kind = 'reconcile-client' and key = client.client_id returning key
    ), linked as (
      delete from organization_links using client, (select count(*) from worked) as before
      where organization_links.client_id = client.client_id
      returning organization_id
    )
    select (select count(*) from client)::int as clients, (select count(*) from worked)::int as work,
      (select count(*) from linked)::int as links`.execute(tx);
  return rows[0] ?? {};
}

async function eraseTraces(tx: Transaction<Schema>, clientId: string): Promise<Counts> {
  const names = [`onboarding:${clientId}`, ...conflictCauses.map((cause) => `conflict:${clientId}:${cause}`)];
  const { rows } = await sql<Counts>`
    with said as (
      delete from statements where client_id = ${clientId} returning source, message_id
    ), emptied as (
      update messages set body = '' from (select distinct source, message_id from said) as one
      where messages.source = one.source and messages.id = one.message_id
      returning 1
    ), decided as (
      delete from conflicts where client_id = ${clientId} returning id
    ), done as (
      delete from history where client_id = ${clientId} returning 1
    ), started as (
      delete from retried where kind = 'reconcile-client' and key = ${clientId} returning 1
    ), asked as (
      update retries set filter = filter - 'clientId' where filter ->> 'clientId' = ${clientId}
    ), acted as (
      update history set change = (change #- '{filter,clientId}')
        - case when change ->> 'name' = any(${names}::text[]) then 'name' else '' end
      where actor is not null and client_id is distinct from ${clientId}
        and (change #>> '{filter,clientId}' = ${clientId} or change ->> 'name' = any(${names}::text[]))
    ), told as (
      delete from conditions where name = any(${names}::text[]) returning 1
    ), called as (
      delete from calls where kind = 'reconcile-client' and keys = array[${clientId}::text] returning 1
    ), shared as (
      update calls set keys = array_remove(keys, ${clientId}), path = split_part(path, '?', 1),
        request = null, answer = null
      where kind = 'reconcile-client' and keys @> array[${clientId}::text] and cardinality(keys) > 1
      returning 1
    )
    select (select count(*) from said)::int as statements, (select count(*) from emptied)::int as messages,
      (select count(*) from decided)::int as conflicts, (select count(*) from done)::int as history,
      (select count(*) from started)::int as retried, (select count(*) from told)::int as conditions,
      (select count(*) from called)::int + (select count(*) from shared)::int as calls`.execute(tx);
  return rows[0] ?? {};
}
