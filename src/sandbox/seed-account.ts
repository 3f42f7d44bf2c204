import type { Account } from "./account.ts";
import { createOrganizationField } from "./organization-fields.ts";
import type { NewOrganizationField } from "./organization-fields.ts";
import { createOrganization } from "./organizations.ts";
import type { OrganizationChanges } from "./organizations.ts";

export type AccountSeed = {
  readonly email: string;
  /** Whether the account has the fields of our clients already. */
  readonly fields: boolean;
  readonly organizations: readonly OrganizationChanges[];
};

/** Organizations were there before: the last of them was made an hour ago, not all in one second. */
const newestSecondsAgo = 3600;
const perSecond = 100;

/** What a fresh account holds: one admin, the fields of our clients, and the organizations that were asked for. */
export function seedAccount(account: Account, { email, fields, organizations }: AccountSeed): void {
  const now = account.timestamp();
  account.users.put({
    id: account.newId(),
    name: "Sandbox Admin",
    email,
    role: "admin",
    created_at: now,
    updated_at: now,
  });
  if (fields) for (const field of clientFields) createOrganizationField(account, field);
  for (const [index, organization] of organizations.entries()) {
    const secondsAgo = newestSecondsAgo + Math.floor((organizations.length - 1 - index) / perSecond);
    createOrganization(account, organization, account.timestamp(secondsAgo));
  }
}

const clientFields: readonly NewOrganizationField[] = [
  { key: "client_vertical", title: "Client vertical" },
  {
    key: "client_segment",
    title: "Client segment",
    type: "dropdown",
    custom_field_options: [
      { name: "VIP", value: "segment_vip" },
      { name: "Key Account", value: "segment_key_account" },
      { name: "Corporate", value: "segment_corporate" },
      { name: "SMB", value: "segment_smb" },
    ],
  },
  {
    key: "client_service_level",
    title: "Client service level",
    type: "dropdown",
    custom_field_options: [
      { name: "VIP", value: "los_vip" },
      { name: "Key Account", value: "los_key_account" },
      { name: "Corporate", value: "los_corporate" },
      { name: "SMB", value: "los_smb" },
    ],
  },
  { key: "account_manager", title: "Account manager" },
  { key: "seo_analyst", title: "SEO analyst" },
  { key: "da_analyst", title: "DA analyst" },
  { key: "client_center_id", title: "Client Center ID" },
  { key: "client_hub_urn", title: "Client Hub URN" },
];
