import { type RawBuilder, sql } from "kysely";

import type { Exchange } from "../../jobs/refusals.ts";
import type { Happening } from "../../operations/client.ts";

/** A row of any source. Ids of one moment sort as their rows were written. */
export type HappeningRow = Omit<Happening, "changes" | "exchange"> & {
  readonly before: unknown;
  readonly after: unknown;
  readonly change: unknown;
  readonly exchange: { readonly [Part in keyof Exchange]-?: Exchange[Part] | null } | null;
};

/** What was done to Zendesk or to what we know, by us or by an operator. */
export function historyWhere(which: RawBuilder<boolean>): RawBuilder<unknown> {
  return sql`
    select 'history-' || lpad(id::text, 20, '0') as id, at, client_id as "clientId", ticket_id::float8 as "ticketId",
      case when actor is null then 'change' else 'act' end as type, what,
      coalesce(actor, case what when 'organization.edited' then 'zendesk' else 'los-sync' end) as by, reason,
      before, after, change, null::jsonb as exchange
    from history where ${which}`;
}

/** What was told of a client, and what became of it when it did not count at once. */
export function messagesAbout(clientId: string): RawBuilder<unknown> {
  return sql`
    select 'message-' || messages.source || '-' || messages.id as id, received_at as at, client_id as "clientId",
      null::float8 as "ticketId", 'message' as type, kind as what, messages.source as by,
      case state
        when 'stale' then 'something newer was known'
        when 'waiting' then 'waits for the notification'
        when 'scheduled' then 'takes effect at ' || to_char(
          statements.effective_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'
        )
        when 'cancelled' then 'was cancelled before it took effect'
      end as reason,
      null::jsonb as before, null::jsonb as after, says as change, null::jsonb as exchange
    from statements join messages on messages.source = statements.source and messages.id = message_id
    where client_id = ${clientId}`;
}

/** The events that told us to look at a ticket; two weeks of them are kept. */
export function eventsAbout(ticketId: number): RawBuilder<unknown> {
  return sql`
    select 'message-' || source || '-' || id as id, received_at as at, null as "clientId",
      ticket_id::float8 as "ticketId", 'message' as type, kind as what, source as by, null as reason,
      null::jsonb as before, null::jsonb as after, null::jsonb as change, null::jsonb as exchange
    from messages where ticket_id = ${ticketId}`;
}

/** A key of work, and as what its happenings are shown. */
export type HappeningKey = {
  readonly kind: string;
  readonly key: string;
  readonly clientId: string | null;
  readonly ticketId: number | null;
};

export function callsFor({ kind, key, clientId, ticketId }: HappeningKey): RawBuilder<unknown> {
  return sql`
    select 'call-' || lpad(id::text, 20, '0') as id, at, ${clientId}::text as "clientId",
      ${ticketId}::float8 as "ticketId", 'call' as type, method || ' ' || path as what, 'los-sync' as by,
      null as reason, null::jsonb as before, null::jsonb as after, null::jsonb as change,
      jsonb_build_object(
        'method', method, 'path', path, 'request', request, 'status', status, 'answer', answer
      ) as exchange
    from calls where kind = ${kind} and keys @> array[${key}::text]`;
}

/** Re-runs of many jobs, this one among them. */
export function retriesOf({ kind, key, clientId, ticketId }: HappeningKey): RawBuilder<unknown> {
  return sql`
    select 'retry-' || lpad(id::text, 20, '0') as id, at, ${clientId}::text as "clientId",
      ${ticketId}::float8 as "ticketId", 'act' as type, 'job.retried' as what, operator as by, reason,
      null::jsonb as before, null::jsonb as after, jsonb_build_object('from', state, 'cause', cause) as change,
      null::jsonb as exchange
    from retried join retries on id = retry_id
    where kind = ${kind} and key = ${key}`;
}
