import { createHistory } from "./history.ts";
import type { History } from "./history.ts";
import { createTable } from "./table.ts";
import type { Table } from "./table.ts";

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
  readonly role: "admin";
  readonly created_at: string;
  readonly updated_at: string;
};

/** The state of one Zendesk account, in memory and in Zendesk's own words. */
export type Account = {
  readonly organizations: Table<Organization, "name" | "external_id">;
  readonly organizationFields: Table<OrganizationField, "key">;
  readonly users: Table<User, never>;
  readonly organizationHistory: History<Organization>;
  /** Grows with every change. */
  readonly revision: number;
  /** Counts a change that no table shows, such as a job that was queued. */
  touch(): void;
  newId(): number;
  timestamp(secondsAgo?: number): string;
  clear(): void;
};

/** Zendesk trims names and compares names and external ids without regard to case. */
export const sameAs = (text: string): string => text.trim().toLowerCase();

const firstId = 31_204_500_000_018;

export function createAccount(now: () => Date): Account {
  let revision = 0;
  let lastId = firstId;
  const touch = (): void => {
    revision += 1;
  };
  const timestamp = (secondsAgo = 0): string =>
    `${new Date(now().getTime() - secondsAgo * 1000).toISOString().slice(0, 19)}Z`;
  const organizationHistory = createHistory<Organization>(timestamp);
  const organizations = createTable<Organization, "name" | "external_id">(
    {
      name: ({ name }) => sameAs(name),
      external_id: ({ external_id }) => (external_id === null ? null : sameAs(external_id)),
    },
    (change) => {
      touch();
      organizationHistory.note(change);
    },
  );
  const organizationFields = createTable<OrganizationField, "key">({ key: ({ key }) => key }, touch);
  const users = createTable<User>({}, touch);

  return {
    organizations,
    organizationFields,
    users,
    organizationHistory,
    get revision() {
      return revision;
    },
    touch,
    newId: () => (lastId += 128),
    timestamp,
    clear() {
      lastId = firstId;
      for (const table of [organizations, organizationFields, users]) table.clear();
    },
  };
}
