import { createHistory } from "./history.ts";
import type { History } from "./history.ts";
import { createRecordChanges } from "./record-changes.ts";
import type { RecordChanges } from "./record-changes.ts";
import type { ManagedWebhook } from "./managed-webhook.ts";
import type { Policy } from "./policy.ts";
import type { Schedule } from "./schedule.ts";
import { createTable } from "./table.ts";
import type { Change, Table } from "./table.ts";
import type { Ticket } from "./ticket.ts";
import { timestampOf } from "./timestamp.ts";

export type FieldValue = string | number | boolean | readonly string[] | null;

export type Organization = {
  readonly id: number;
  readonly name: string;
  readonly shared_tickets: boolean;
  readonly shared_comments: boolean;
  readonly external_id: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly domain_names: readonly string[];
  readonly details: string | null;
  readonly notes: string | null;
  readonly group_id: number | null;
  readonly tags: readonly string[];
  readonly organization_fields: Readonly<Record<string, FieldValue>>;
};

export type FieldOption = { readonly id: number; readonly name: string; readonly value: string };

export type OrganizationField = {
  readonly id: number;
  readonly type: string;
  readonly key: string;
  readonly title: string;
  readonly description: string;
  readonly position: number;
  readonly active: boolean;
  readonly regexp_for_validation: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly tag: string | null;
  readonly options: readonly FieldOption[];
};

export type User = {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly role: "admin" | "agent";
  readonly created_at: string;
  readonly updated_at: string;
};

export type Group = {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly default: boolean;
  readonly deleted: boolean;
  readonly created_at: string;
  readonly updated_at: string;
};

/** The state of one Zendesk account, in memory and in Zendesk's own words. */
export type Account = {
  readonly organizations: Table<Organization, "name" | "external_id">;
  readonly organizationFields: Table<OrganizationField, "key">;
  readonly users: Table<User, never>;
  readonly groups: Table<Group, never>;
  readonly tickets: Table<Ticket, never>;
  readonly policies: Table<Policy, never>;
  readonly groupPolicies: Table<Policy, never>;
  readonly schedules: Table<Schedule, never>;
  readonly webhooks: Table<ManagedWebhook, never>;
  readonly organizationHistory: History<Organization>;
  readonly ticketHistory: History<Ticket>;
  readonly changes: RecordChanges;
  /** Who changes it at the moment: the user of the API, unless somebody else acts. */
  readonly actorId: number | null;
  /** What is done meanwhile is that user's doing; what nobody did is told to nobody. */
  as<Result>(actorId: number | null, action: () => Result): Result;
  /** Grows with every change. */
  readonly revision: number;
  /** Counts a change that no table shows, such as a job that was queued. */
  touch(): void;
  newId(): number;
  /** Tickets count from one. */
  newTicketId(): number;
  timestamp(secondsAgo?: number): string;
  clear(): void;
};

/** Zendesk trims names and compares names and external ids without regard to case. */
export const sameAs = (text: string): string => text.trim().toLowerCase();

/** The user of the API, and a person who works in Zendesk's own pages. */
export const apiUserId = 31_204_500_000_146;
export const agentId = 31_204_500_000_082;

export function createAccount(now: () => Date): Account {
  let revision = 0;
  let lastId = apiUserId;
  let lastTicketId = 0;
  let actorId: number | null = apiUserId;
  const changes = createRecordChanges();
  const touch = (): void => {
    revision += 1;
  };
  const timestamp = (secondsAgo = 0): string => timestampOf(new Date(now().getTime() - secondsAgo * 1000));

  const organizationHistory = createHistory<Organization>(timestamp);
  const organizations = createTable<Organization, "name" | "external_id">(
    {
      name: ({ name }) => sameAs(name),
      external_id: ({ external_id }) => (external_id === null ? null : sameAs(external_id)),
    },
    (change) => {
      touch();
      organizationHistory.note(change);
      if (actorId === null || change.kind === "cleared") return;
      changes.tell({ actorId, kind: "organization", ...sidesOf(change) });
    },
  );
  const ticketHistory = createHistory<Ticket>(timestamp);
  const tickets = createTable<Ticket>({}, (change) => {
    touch();
    ticketHistory.note(change);
    if (actorId === null || change.kind === "cleared") return;
    changes.tell({ actorId, kind: "ticket", ...sidesOf(change) });
  });
  const organizationFields = createTable<OrganizationField, "key">({ key: ({ key }) => key }, touch);
  const users = createTable<User>({}, touch);
  const groups = createTable<Group>({}, touch);
  const policies = createTable<Policy>({}, touch);
  const groupPolicies = createTable<Policy>({}, touch);
  const schedules = createTable<Schedule>({}, touch);
  const webhooks = createTable<ManagedWebhook>({}, touch);
  const tables = {
    organizations,
    organizationFields,
    users,
    groups,
    tickets,
    policies,
    groupPolicies,
    schedules,
    webhooks,
  };

  return {
    ...tables,
    organizationHistory,
    ticketHistory,
    changes,
    get actorId() {
      return actorId;
    },
    as(other, action) {
      const before = actorId;
      actorId = other;
      try {
        return action();
      } finally {
        actorId = before;
      }
    },
    get revision() {
      return revision;
    },
    touch,
    newId: () => (lastId += 128),
    newTicketId: () => (lastTicketId += 1),
    timestamp,
    clear() {
      lastId = apiUserId;
      lastTicketId = 0;
      for (const table of Object.values(tables)) table.clear();
    },
  };
}

function sidesOf<Row>(change: Exclude<Change<Row>, { kind: "cleared" }>): {
  readonly before: Row | undefined;
  readonly after: Row | undefined;
} {
  return change.kind === "put"
    ? { before: change.before, after: change.row }
    : { before: change.row, after: undefined };
}
