import { agentId, apiUserId } from "./account.ts";
import type { Account } from "./account.ts";
import { createOrganizationField } from "./organization-fields.ts";
import type { NewOrganizationField } from "./organization-fields.ts";
import { createOrganization } from "./organizations.ts";
import type { OrganizationChanges } from "./organizations.ts";
import { createPolicy } from "./policies.ts";
import type { PolicyChanges } from "./policies.ts";
import { slaPolicies } from "./policy-kinds.ts";
import { createSchedule } from "./schedules.ts";
import type { ScheduleEdit } from "./schedules.ts";
import { createTicket } from "./tickets.ts";
import type { NewTicket } from "./tickets.ts";

export type AccountSeed = {
  readonly email: string;
  /** Whether the account has the fields of our clients already. */
  readonly fields: boolean;
  readonly organizations: readonly OrganizationChanges[];
  readonly groups: readonly { readonly name: string }[];
  readonly tickets: readonly NewTicket[];
  readonly policies: readonly PolicyChanges[];
  readonly schedules: readonly ScheduleEdit[];
};

/** Organizations and tickets were there before: the last of them was made an hour ago, not all in one second. */
const newestSecondsAgo = 3600;
const perSecond = 100;

const firstGroupId = 31_204_400_000_018;

/** What a fresh account holds: an admin, an agent, the fields of our clients, and what was asked for. */
export function seedAccount(account: Account, seed: AccountSeed): void {
  account.as(null, () => {
    const now = account.timestamp();
    const times = { created_at: now, updated_at: now };
    account.users.put({ id: apiUserId, name: "Sandbox Admin", email: seed.email, role: "admin", ...times });
    account.users.put({
      id: agentId,
      name: "Sandbox Agent",
      email: "agent@sandbox.example",
      role: "agent",
      ...times,
    });
    for (const [index, { name }] of seed.groups.entries()) {
      const id = firstGroupId + 128 * index;
      account.groups.put({ id, name, description: "", default: index === 0, deleted: false, ...times });
    }
    if (seed.fields) for (const field of clientFields) createOrganizationField(account, field);
    for (const [index, organization] of seed.organizations.entries()) {
      createOrganization(account, organization, madeAt(account, index, seed.organizations.length));
    }
    for (const [index, ticket] of seed.tickets.entries()) {
      createTicket(account, ticket, madeAt(account, index, seed.tickets.length));
    }
    for (const policy of seed.policies) createPolicy(slaPolicies(account), policy);
    for (const schedule of seed.schedules) createSchedule(account, schedule);
  });
}

function madeAt(account: Account, index: number, count: number): string {
  return account.timestamp(newestSecondsAgo + Math.floor((count - 1 - index) / perSecond));
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
