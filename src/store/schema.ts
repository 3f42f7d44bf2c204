import type { ColumnType, Generated, GeneratedAlways } from "kysely";

import type { ClientRecord } from "../domain/clients/client.ts";
import type { About } from "../domain/clients/conflict.ts";
import type { Decisions } from "../domain/clients/decisions.ts";
import type { DesiredOrganization } from "../domain/clients/organization.ts";
import type { Ticket, TicketStatus } from "../domain/tickets/ticket.ts";
import type { Detail } from "../jobs/ports.ts";
import type { Json, NullableJson } from "./json-column.ts";
import type {
  CallsTable,
  ConditionsTable,
  RetriedTable,
  RetriesTable,
  SessionsTable,
  SetupAppliesTable,
  SpentTokensTable,
} from "./operations-tables.ts";

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
  retries: RetriesTable;
  retried: RetriedTable;
  calls: CallsTable;
  sessions: SessionsTable;
  spent_tokens: SpentTokensTable;
  conditions: ConditionsTable;
  zendesk_account: ZendeskAccountTable;
};

/** One row at most: whose organizations and tickets this database knows. */
type ZendeskAccountTable = { is_only: Generated<boolean>; name: string };

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
  /** Of an event: which ticket it is about. */
  ticket_id: ColumnType<bigint | null, number | null, never>;
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
  /** What operators decided about it. */
  decisions: ColumnType<Decisions, string | undefined, string>;
  /** In lower case, for whoever looks for clients by them. */
  domains: Generated<string[]>;
  /** The name in lower case, letters and digits only: names with the same one look alike. */
  name_key: string | null;
  /** How it sorts among others: by name, or by id, as it is then shown by that. */
  sort_name: GeneratedAlways<string>;
  /** The beginning of all that it is searched by, in lower case. */
  search_text: GeneratedAlways<string>;
  updated_at: Generated<Date>;
};

/** The control plane: one row for each thing to keep in step. It is dirty while `applied_version` < `version`. */
type WorkTable = {
  id: Generated<bigint>;
  kind: string;
  key: string;
  version: ColumnType<bigint, bigint | number, bigint | number>;
  applied_version: ColumnType<bigint, bigint | number, bigint | number>;
  state: "pending" | "ok" | "failed" | "conflict" | "discarded";
  dirty_since: Date | null;
  urgency: Generated<"live" | "bulk">;
  cause: string | null;
  /** What it failed with last, until an attempt ends otherwise: kept while it waits to be tried again. */
  stopped_cause: string | null;
  detail: NullableJson<Detail>;
  attempts: number;
  next_attempt_at: Date | null;
  lease_until: Date | null;
  epoch: ColumnType<bigint, bigint | number, bigint | number>;
  /** When `state` or `cause` became what it is. */
  changed_at: Generated<Date>;
  /** W3C trace context of the message that made it dirty last, when traces are kept. */
  traceparent: string | null;
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
  /** Both sides, as they were when it was opened. */
  about: ColumnType<About | Record<string, never>, string | undefined, string>;
  opened_at: Generated<Date>;
  closed_at: Date | null;
  decision: string | null;
  decided_by: string | null;
  reason: string | null;
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
  /** Of what an operator did: who, and why. */
  actor: string | null;
  reason: string | null;
};

/** When each regular sweep last began, so that of several processes one begins it. */
type SweepsTable = {
  name: string;
  started_at: Date;
  /** Where it goes on. */
  cursor: string | null;
};
