import { type Kysely, sql, type Transaction } from "kysely";

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
  return await db.transaction().execute(async (tx) => await recordMessagesIn(tx, messages));
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
  const inserted = await insertMessages(tx, [...firsts.values()]);
  const fresh = [...firsts].filter(([id]) => inserted.has(id)).map(([, message]) => message);
  const dirtied = await applyStatements(tx, fresh.flatMap(dueStatements));
  await schedule(tx, fresh);
  const signals = fresh.flatMap(({ signal }) => (signal ? [signal] : []));
  const signalled = signals.length > 0 ? await applySignals(tx, signals, "live") : [];
  await keepTraces(
    tx,
    fresh.map((message) => ({ message, keys: keysOf(message, dirtied, signalled) })),
  );
  const digests = await digestsOf(
    tx,
    [...firsts].filter(([id]) => !inserted.has(id)).map(([, message]) => message),
  );

  return messages.map((message) => {
    const id = idOf(message);
    const first = firsts.get(id) === message && inserted.has(id);
    const digest = inserted.has(id) ? firsts.get(id)?.digest : digests.get(id);
    if (!first && digest !== message.digest) return "reused";
    return { duplicate: !first, dirty: first ? keysOf(message, dirtied, signalled) : [] };
  });
}

function idOf({ source, id }: Pick<Message, "source" | "id">): string {
  return `${source} ${id}`;
}

/** Inserted in the order of their ids, so that two processes that take the same messages cannot block each other. */
async function insertMessages(tx: Transaction<Schema>, messages: readonly Message[]): Promise<Set<string>> {
  const rows = await tx
    .insertInto("messages")
    .values(
      messages
        .toSorted((one, other) => (idOf(one) < idOf(other) ? -1 : 1))
        .map(({ source, id, kind, body, digest, occurredAt, effectiveAt, changeSetId, signal }) => ({
          source,
          id,
          kind,
          body: Buffer.from(body),
          digest,
          occurred_at: new Date(occurredAt),
          effective_at: effectiveAt === null ? null : new Date(effectiveAt),
          change_set_id: changeSetId ?? null,
          ticket_id: signal?.kind === "ticket" ? signal.ticketId : null,
          unreadable: signal?.kind === "unreadable" ? signal.reason : null,
        })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning(["source", "id"])
    .execute();
  return new Set(rows.map((row) => `${row.source} ${row.id}`));
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
  messages: readonly Message[],
): Promise<ReadonlyMap<string, string>> {
  if (messages.length === 0) return new Map();
  const rows = await tx
    .selectFrom("messages")
    .select(["source", "id", "digest"])
    .where((where) =>
      where.or(
        messages.map(({ source, id }) => where.and([where("source", "=", source), where("id", "=", id)])),
      ),
    )
    .execute();
  return new Map(rows.map((row) => [`${row.source} ${row.id}`, row.digest]));
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
