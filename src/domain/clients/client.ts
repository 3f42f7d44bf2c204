import type { Decisions } from "./decisions.ts";
import type { Instant } from "../instant.ts";

/** What accounting can say about a client. An explicit null clears; names and segments cannot be cleared. */
export type ClientFacts = {
  readonly name: string;
  readonly segment: string;
  /** Null: the level of the segment. */
  readonly serviceLevel: string | null;
  readonly vertical: string | null;
  readonly domains: readonly string[] | null;
  readonly seoAnalyst: string | null;
  readonly daAnalyst: string | null;
  readonly accountManager: string | null;
  readonly clientCenterId: string | null;
  readonly clientHubUrn: string | null;
};

export type ClientField = keyof ClientFacts;

/** What one message says of one client. A field that is absent says nothing. */
export type Statement = {
  readonly clientId: string;
  readonly messageId: string;
  readonly occurredAt: Instant;
  readonly says: Partial<ClientFacts>;
};

/** A value, and where it came from. */
export type Said<Value> = {
  readonly value: Value;
  readonly occurredAt: Instant;
  readonly messageId: string;
};

/** Everything we were told about a client, merged field by field: the desired state. */
export type ClientRecord = {
  readonly clientId: string;
  readonly fields: { readonly [Field in ClientField]?: Said<ClientFacts[Field]> };
  readonly decisions?: Decisions;
};

/** A record and what a statement did to it. */
export type Merged = {
  readonly record: ClientRecord;
  /** Fields whose value is another one now. */
  readonly changed: readonly ClientField[];
  /** Fields for which the record already held something newer. */
  readonly stale: readonly ClientField[];
};

/**
 * Takes over each field for which the statement is newer than what the record holds; of two statements of the
 * same moment the one with the larger message id wins. So every order of the same statements ends in the same record.
 */
export function merge(record: ClientRecord, statement: Statement): Merged {
  const fields: Record<string, Said<unknown>> = { ...record.fields };
  const changed: ClientField[] = [];
  const stale: ClientField[] = [];
  for (const field of fieldsOf(statement.says)) {
    const held = record.fields[field];
    const said = {
      value: statement.says[field],
      occurredAt: statement.occurredAt,
      messageId: statement.messageId,
    };
    if (held && !isNewer(said, held)) {
      stale.push(field);
      continue;
    }
    if (!held || !isSameValue(held.value, said.value)) changed.push(field);
    fields[field] = said;
  }
  return { record: { ...record, fields }, changed, stale };
}

/** A client is known once its notification came: before, replies wait. */
export function isKnown(record: ClientRecord): boolean {
  return record.fields.name !== undefined && record.fields.segment !== undefined;
}

function fieldsOf(says: Partial<ClientFacts>): ClientField[] {
  return (Object.keys(says) as ClientField[]).filter((field) => says[field] !== undefined);
}

function isNewer(said: Omit<Said<unknown>, "value">, held: Omit<Said<unknown>, "value">): boolean {
  if (said.occurredAt !== held.occurredAt) return said.occurredAt > held.occurredAt;
  return said.messageId > held.messageId;
}

function isSameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
