import { type Kysely, sql, type Transaction } from "kysely";

import { crashPoint } from "../../crash-points/crash-point.ts";
import type { Accepted, Message } from "../../jobs/inbox.ts";
import type { WorkKey } from "../../jobs/ports.ts";
import { applySignals } from "./apply-signals.ts";
import { applyStatements, type SourcedStatement } from "./apply-statements.ts";
import type { Schema } from "../schema.ts";

/** One transaction of `recordMessagesIn`. */
export async function recordMessages(
  db: Kysely<Schema>,
  messages: readonly Message[],
): Promise<(Accepted | "reused")[]> {
  return await db.transaction().execute(async (tx) => {
    const results = await recordMessagesIn(tx, messages);
    crashPoint("before-inbox-commit");
    return results;
  });
}

/**
 * Keeps the messages, merges what they say into the clients, marks what has to be looked at. To keep
 * the order in which rows are locked, messages with signals come in transactions of their own.
 * Answers for each message, in order, whether it was a duplicate, or `reused` when its id came before with other words.
 */
export async function recordMessagesIn(
  tx: Transaction<Schema>,
  messages: readonly Message[],
): Promise<(Accepted | "reused")[]> {
  const firsts = new Map<string, Message>();
  for (const message of messages) if (!firsts.has(idOf(message))) firsts.set(idOf(message), message);
  const earlier = await insertMessages(tx, [...firsts.values()]);
  const fresh = [...firsts].filter(([id]) => !earlier.has(id)).map(([, message]) => message);
  const dirtied = await applyStatements(tx, fresh.flatMap(dueStatements));
  await schedule(tx, fresh);
  const signals = fresh.flatMap(({ signal }) => (signal ? [signal] : []));
  const signalled = signals.length > 0 ? await applySignals(tx, signals, "live") : [];
  await keepTraces(
    tx,
    fresh.map((message) => ({ message, keys: keysOf(message, dirtied, signalled) })),
  );

  return messages.map((message) => {
    const id = idOf(message);
    const first = firsts.get(id) === message && !earlier.has(id);
    const digest = earlier.get(id) ?? firsts.get(id)?.digest;
    if (!first && digest !== message.digest) return "reused";
    return { duplicate: !first, dirty: first ? keysOf(message, dirtied, signalled) : [] };
  });
}

function idOf({ source, id }: Pick<Message, "source" | "id">): string {
  return `${source} ${id}`;
}

/**
 * Inserted in the order of their ids, so that two processes that take the same messages cannot block each other. Answers
 * the digests of those that were there already.
 */
async function insertMessages(
  tx: Transaction<Schema>,
  messages: readonly Message[],
): Promise<ReadonlyMap<string, string>> {
  const sorted = messages.toSorted((one, other) => (idOf(one) < idOf(other) ? -1 : 1));
  const given = sorted.map(({ source, id, kind, digest, occurredAt, effectiveAt, changeSetId, signal }) => ({
    source,
    id,
    kind,
    digest,
    occurred_at: new Date(occurredAt),
    effective_at: effectiveAt === null ? null : new Date(effectiveAt),
    change_set_id: changeSetId,
    ticket_id: signal?.kind === "ticket" ? signal.ticketId : null,
    unreadable: signal?.kind === "unreadable" ? signal.reason : null,
  }));
  const bodies = sorted.map(({ body }) => Buffer.from(body));
  const { rows } = await sql<Pick<Message, "source" | "id"> & { readonly digest: string | null }>`
    with given as (
      select * from rows from (
        jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as (
          source text, id text, kind text, digest text, occurred_at timestamptz, effective_at timestamptz,
          change_set_id text, ticket_id bigint, unreadable text
        ),
        unnest(array[${sql.join(bodies)}]::bytea[])
      ) as row(source, id, kind, digest, occurred_at, effective_at, change_set_id, ticket_id, unreadable, body)
    ), inserted as (
      insert into messages (
        source, id, kind, digest, occurred_at, effective_at, change_set_id, ticket_id, unreadable, body
      )
      select * from given on conflict do nothing returning source, id
    )
    select source, id, earlier.digest from given left join messages as earlier using (source, id)
    where not exists (select from inserted where inserted.source = given.source and inserted.id = given.id)`.execute(
    tx,
  );
  // What another transaction committed while this one waited for it is not to be seen by the same statement.
  const unseen = rows.filter(({ digest }) => digest === null);
  const known = [...rows, ...(await digestsOf(tx, unseen))];
  return new Map(known.map((row) => [idOf(row), row.digest!]));
}

/** Of several messages about one key, the last is what its next attempt is seen to follow from. */
async function keepTraces(
  tx: Transaction<Schema>,
  marked: readonly { readonly message: Message; readonly keys: readonly WorkKey[] }[],
): Promise<void> {
  const rows = marked.flatMap(({ message: { traceparent }, keys }) =>
    traceparent === undefined ? [] : keys.map(({ kind, key }) => ({ kind, key, traceparent })),
  );
  if (rows.length === 0) return;
  const last = [...new Map(rows.map((row) => [`${row.kind} ${row.key}`, row])).values()];
  await sql`
    update work set traceparent = given.traceparent
    from jsonb_to_recordset(${JSON.stringify(last)}::jsonb) as given(kind text, key text, traceparent text)
    where work.kind = given.kind and work.key = given.key`.execute(tx);
}

async function digestsOf(
  tx: Transaction<Schema>,
  messages: readonly Pick<Message, "source" | "id">[],
): Promise<readonly Pick<Message, "source" | "id" | "digest">[]> {
  if (messages.length === 0) return [];
  const { rows } = await sql<Pick<Message, "source" | "id" | "digest">>`
    select source, id, digest from messages
    where (source, id) in (
      select * from unnest(${messages.map(({ source }) => source)}::text[], ${messages.map(({ id }) => id)}::text[])
    )`.execute(tx);
  return rows;
}

function dueStatements(message: Message): SourcedStatement[] {
  if (message.effectiveAt !== null) return [];
  const { source, urgency = "live" } = message;
  return message.statements.map((statement) => ({ ...statement, source, urgency }));
}

async function schedule(tx: Transaction<Schema>, messages: readonly Message[]): Promise<void> {
  const rows = messages.flatMap(({ source, id, effectiveAt, statements }) =>
    effectiveAt === null
      ? []
      : statements.map(({ clientId, occurredAt, says }) => ({
          source,
          message_id: id,
          client_id: clientId,
          occurred_at: occurredAt,
          effective_at: effectiveAt,
          says,
          state: "scheduled",
        })),
  );
  if (rows.length === 0) return;
  await sql`
    insert into statements (source, message_id, client_id, occurred_at, effective_at, says, state)
    select source, message_id, client_id, occurred_at, effective_at, says, state
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(
      source text, message_id text, client_id text, occurred_at text, effective_at timestamptz, says jsonb, state text
    )`.execute(tx);
  crashPoint("before-change-set-commit");
}

function keysOf(
  { statements, signal }: Message,
  dirtied: ReadonlySet<string>,
  signalled: readonly WorkKey[],
): WorkKey[] {
  if (signal?.kind === "ticket") return signalled.filter(({ key }) => key === String(signal.ticketId));
  if (signal) return signalled.filter(({ kind }) => kind === "reconcile-client");
  return statements
    .filter(({ clientId }) => dirtied.has(clientId))
    .map(({ clientId }) => ({ kind: "reconcile-client", key: clientId }));
}
