import { sql } from "kysely";

import type { WorkKey } from "../../jobs/ports.ts";
import type { RecordedCall } from "../../jobs/recorded-call.ts";
import { subjectsOf } from "./call-subjects.ts";
import type { Database } from "../database.ts";
import { storableJson } from "../storable-json.ts";

/**
 * Keeps the calls of an attempt, each once, for those of its keys that it names; for all of them where it names none.
 * When a client was forgotten meanwhile, what was said is not kept.
 */
export async function saveCalls(
  db: Database,
  attempted: readonly WorkKey[],
  calls: readonly RecordedCall[],
): Promise<void> {
  const [first] = attempted;
  if (!first || calls.length === 0) return;
  const rows = calls.map(({ tookMs, ...call }, number) => {
    const { ids, externalIds } = subjectsOf(call);
    return { ...call, number, took_ms: tookMs, ids, external_ids: externalIds };
  });
  const keys = attempted.map(({ key }) => key);
  await sql`
    with call as (
      select * from jsonb_to_recordset(${storableJson(rows)}::jsonb) as row(
        number integer, at timestamptz, method text, path text, request jsonb, status integer, answer jsonb,
        took_ms integer, ids text[], external_ids text[]
      )
    ), there as (
      select client_id from clients
      where ${first.kind} = 'reconcile-client' and client_id = any(${keys}::text[])
      order by client_id for key share
    ), attempted as (
      select key, organization_id::text as organization_id,
        ${first.kind} = 'reconcile-client' and there.client_id is null as is_forgotten
      from unnest(${keys}::text[]) as key
      left join there on there.client_id = key
      left join organization_links on organization_links.client_id = key
    ), named as (
      select number, array_agg(key order by key) as keys from call join attempted on not is_forgotten and (
        key = any(external_ids)
        or case ${first.kind} when 'reconcile-client' then organization_id else key end = any(ids)
      )
      group by number
    ), every as (
      select array_agg(key order by key) filter (where not is_forgotten) as keys, bool_or(is_forgotten) as is_partial
      from attempted
    )
    insert into calls (at, kind, keys, method, path, request, status, answer, took_ms)
    select at, ${first.kind}, coalesce(named.keys, every.keys), method,
      case when is_partial then split_part(path, '?', 1) else path end,
      case when is_partial then null else request end, status,
      case when is_partial then null else answer end, took_ms
    from call cross join every left join named using (number)
    where every.keys is not null
    order by number`.execute(db);
}
