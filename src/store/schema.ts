import type { ColumnType, Generated } from "kysely";

import type { ClientRecord } from "../domain/client.ts";
import type { DesiredOrganization } from "../domain/organization.ts";
import type { SetupRequest } from "../domain/setup-step.ts";
import type { Ticket, TicketStatus } from "../domain/ticket.ts";
import type { Detail } from "../jobs/ports.ts";

/** The tables, as `migrations.ts` makes them. */
export type Schema = {
  messages: MessagesTable;
  statements: StatementsTable;
  clients: ClientsTable;
  work: WorkTable;
  organization_links: OrganizationLinksTable;
  organizations: OrganizationsTable;
  tickets: TicketsTable;
  conflicts: ConflictsTable;
  history: HistoryTable;
  sweeps: SweepsTable;
  setup_applies: SetupAppliesTable;
};

type Json<Value> = ColumnType<Value, string, string>;
type NullableJson<Value> = ColumnType<Value | null, string | null, string | null>;

/** The inbox: every message that was accepted, with the bytes that were signed. */
type MessagesTable = {
  source: string;
  id: string;
  kind: string;
  body: Buffer;
  digest: string;
  occurred_at: Date;
  effective_at: Date | null;
  received_at: Generated<Date>;
  /** Accounting's own name of a change set. */
  change_set_id: string | null;
  /** Why a signed event was put aside. */
  unreadable: string | null;
};

/**
 * What each message says of each client. `waiting`: merged, but the client is not known yet. `scheduled`: takes
 * effect at `effective_at`. `cancelled`: it will not. `applied`, `stale`: merged; something of it counted, or nothing did.
 */
type StatementsTable = {
  source: string;
  message_id: string;
  client_id: string;
  occurred_at: string;
  effective_at: Date | null;
  says: Json<unknown>;
  state: "applied" | "stale" | "waiting" | "scheduled" | "cancelled";
};

type ClientsTable = {
  client_id: string;
  name: string | null;
  fields: Json<ClientRecord["fields"]>;
  updated_at: Generated<Date>;
};

/** The control plane: one row for each thing to keep in step. It is dirty while `applied_version` < `version`. */
type WorkTable = {
  kind: string;
  key: string;
  version: ColumnType<bigint, bigint | number, bigint | number>;
  applied_version: ColumnType<bigint, bigint | number, bigint | number>;
  state: "pending" | "ok" | "failed" | "conflict" | "discarded";
  dirty_since: Date | null;
  urgency: Generated<"live" | "bulk">;
  cause: string | null;
  detail: NullableJson<Detail>;
  attempts: number;
  next_attempt_at: Date | null;
  lease_until: Date | null;
  epoch: ColumnType<bigint, bigint | number, bigint | number>;
};

type OrganizationLinksTable = {
  client_id: string;
  organization_id: ColumnType<bigint, number, number>;
  confirmed: NullableJson<DesiredOrganization>;
  is_doubted: Generated<boolean>;
  writes: Date[];
  updated_at: Generated<Date>;
};

/**
 * What we know of an organization in Zendesk, whoever it belongs to. Without `seen_at` we never saw it; when
 * `signalled_at` is later, what we saw may be old. Both are the organization's own `updated_at`; a signal without one is
 * dated by our clock.
 */
type OrganizationsTable = {
  organization_id: ColumnType<bigint, number, number>;
  /** Its option of `client_service_level`. */
  level: string | null;
  seen_at: Date | null;
  signalled_at: Date | null;
};

/** What we know of a ticket; without `state` only that it is there. */
type TicketsTable = {
  ticket_id: ColumnType<bigint, number, number>;
  organization_id: ColumnType<bigint | null, number | null, number | null>;
  status: TicketStatus | null;
  state: NullableJson<Ticket>;
  /** It has to be fetched. */
  is_doubted: Generated<boolean>;
  /** Counts what we heard of it. */
  heard: Generated<number>;
  writes: Date[];
};

type ConflictsTable = {
  id: Generated<bigint>;
  client_id: string;
  cause: string;
  detail: Json<Detail>;
  opened_at: Generated<Date>;
  closed_at: Date | null;
};

/** Append-only: what was done to what, with both sides. */
type HistoryTable = {
  id: Generated<bigint>;
  at: Date;
  client_id: string | null;
  ticket_id: ColumnType<bigint | null, number | null, number | null>;
  what: string;
  before: NullableJson<unknown>;
  after: NullableJson<unknown>;
  change: NullableJson<unknown>;
};

/** When each regular sweep last began, so that of several processes one begins it. */
type SweepsTable = {
  name: string;
  started_at: Date;
  /** Where it goes on. */
  cursor: string | null;
};

/** What was done to an account's setup, so that it can be undone. `stopped` until all steps were done. */
type SetupAppliesTable = {
  id: Generated<bigint>;
  at: Generated<Date>;
  account: string;
  reason: string | null;
  rollback_reason: string | null;
  outcome: Generated<"stopped" | "done" | "rolled-back">;
  /** In the order in which they were done; those that were undone are taken out. */
  steps: ColumnType<readonly AppliedStep[], string | undefined, string>;
};

export type AppliedStep = {
  readonly id: string;
  readonly name: string;
  readonly undo: readonly SetupRequest[];
  /** Of what it made, if anything. */
  readonly madeId: number | string | null;
  /** Of what it deleted, if anything. */
  readonly deletedId: string | null;
};
