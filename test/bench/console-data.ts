import { sql } from "kysely";

import type { Database } from "../../src/store/database.ts";

export type ConsoleSize = { readonly clients: number; readonly tickets: number; readonly history: number };

/**
 * What a service may have after some years: a client in a hundred failed or is in conflict, each has an organization and
 * open tickets, the history goes back a year, and some of everything is of the last hour.
 */
export async function makeConsoleData(db: Database, size: ConsoleSize): Promise<void> {
  await sql`
    insert into clients (client_id, name, fields, domains, name_key)
    select 'C-' || n, name, jsonb_build_object(
        'name', jsonb_build_object('value', name, 'occurredAt', '2026-01-01T00:00:00.000000000Z', 'messageId', 'm' || n),
        'segment', jsonb_build_object(
          'value', (array['VIP', 'Key Account', 'Corporate', 'SMB'])[1 + n % 4],
          'occurredAt', '2026-01-01T00:00:00.000000000Z', 'messageId', 'm' || n
        )
      ), array['c-' || n || '.example'], regexp_replace(lower(name), '[^[:alnum:]]', '', 'g')
    from (
      select n, (array['Harbor', 'Maple', 'North', 'Silver', 'Green', 'Summit', 'River', 'Oak'])[1 + n % 8] || ' '
        || (array['Dental', 'Living', 'Storage', 'Law', 'Roofing', 'Clinic', 'Motors'])[1 + n % 7] || ' ' || n as name
      from generate_series(1, ${size.clients}::int) as n
    ) as named`.execute(db);
  await sql`
    insert into messages (source, id, kind, body, digest, occurred_at, received_at)
    select 'accounting', 'm' || n, 'new-client', convert_to(repeat('x', 300), 'utf8'), 'd' || n,
      now() - n * interval '2 seconds', now() - n * interval '2 seconds'
    from generate_series(1, ${size.clients}::int) as n`.execute(db);
  await sql`
    insert into work (kind, key, version, applied_version, state, cause, detail, attempts, dirty_since, changed_at)
    select kind, key, 1, case state when 'ok' then 1 else 0 end, state,
      case state when 'conflict' then 'name-taken' when 'failed' then (array[
        'zendesk-422:name', 'zendesk-422:organization_fields', 'zendesk-404', 'zendesk-500'
      ])[1 + n / 200 % 4] end,
      case when state in ('failed', 'conflict') then jsonb_build_object('message', 'zendesk said no') end,
      0, case when state <> 'ok' then now() - interval '1 minute' end, now() - n * interval '7 seconds'
    from (
      select 'reconcile-client' as kind, 'C-' || n as key, n,
        case n % 200 when 0 then 'failed' when 1 then 'conflict' when 2 then 'pending' else 'ok' end as state
      from generate_series(1, ${size.clients}::int) as n
      union all select 'review-ticket', n::text, n, 'ok' from generate_series(1, ${size.tickets}::int) as n
    ) as made`.execute(db);
  await sql`
    insert into organization_links (client_id, organization_id)
    select 'C-' || n, n from generate_series(1, ${size.clients}::int) as n`.execute(db);
  await sql`
    insert into tickets (ticket_id, organization_id, status, state)
    select n, 1 + n % ${size.clients}::int, (array['open', 'pending', 'solved', 'solved'])[1 + n % 4],
      jsonb_build_object('id', n, 'status', 'open', 'tags', '[]'::jsonb)
    from generate_series(1, ${size.tickets}::int) as n`.execute(db);
  await sql`
    insert into history (at, client_id, what, before, after, change, actor, reason)
    select now() - (${size.history}::int - n) * interval '30 seconds', 'C-' || 1 + n % ${size.clients}::int,
      case when n % 100 = 0 then 'job.retried' else 'organization.updated' end,
      jsonb_build_object('name', 'before'), jsonb_build_object('name', 'after'), jsonb_build_object('name', 'after'),
      case when n % 100 = 0 then 'ada' end, case when n % 100 = 0 then 'mended' end
    from generate_series(1, ${size.history}::int) as n`.execute(db);
  await sql`
    insert into conflicts (client_id, cause, detail)
    select key, cause, detail from work where state = 'conflict'`.execute(db);
  await sql`
    insert into sweeps (name, started_at) values ('catch-up-tickets', now()), ('full-compare', now())`.execute(
    db,
  );
  await sql`vacuum analyze`.execute(db);
}
