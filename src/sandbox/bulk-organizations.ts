import type { Account, Organization } from "./account.ts";
import { sameAs } from "./account.ts";
import { createOrganization, updateOrganization } from "./organizations.ts";
import type { OrganizationChanges } from "./organizations.ts";
import type { RateLimits } from "./rate-limits.ts";
import { recordNotFound } from "./refusal.ts";
import type { Work } from "./work.ts";

/** How a row names its organization. */
export type OrganizationKey = { readonly id: number } | { readonly externalId: string };

export type OrganizationUpdate = { readonly key: OrganizationKey; readonly changes: OrganizationChanges };

export function creatingOrganizations(account: Account, rows: readonly OrganizationChanges[]): Work {
  return {
    kind: "create",
    className: "OrganizationBulkCreateJob",
    doing: "Creating Organizations",
    doingOne: "Creating organization",
    steps: rows.map((changes) => ({
      target: () => undefined,
      run: () => ({ status: "Created", id: createOrganization(account, changes).id }),
    })),
  };
}

/** An update in a job counts against the organization's allowance as one by itself does. */
export function updatingOrganizations(
  account: Account,
  limits: RateLimits,
  updates: readonly OrganizationUpdate[],
): Work {
  return {
    kind: "update",
    className: "OrganizationBulkUpdateJob",
    doing: "Updating Organizations",
    doingOne: "Updating organization",
    steps: updates.map(({ key, changes }) => ({
      target: () => targetId(account, key),
      run() {
        const organization = getOrganization(account, key);
        limits.takeOrganizationRow(organization.id);
        updateOrganization(account, organization, changes);
        return { action: "update", id: organization.id, status: "Updated", success: true };
      },
    })),
  };
}

export function deletingOrganizations(account: Account, keys: readonly OrganizationKey[]): Work {
  return {
    kind: "delete",
    className: "OrganizationBulkDeleteJob",
    doing: "Deleting Organizations",
    doingOne: "Deleting organization",
    steps: keys.map((key) => ({
      target: () => targetId(account, key),
      run() {
        const { id } = getOrganization(account, key);
        account.organizations.remove(id);
        return { action: "delete", id, status: "Deleted", success: true };
      },
    })),
  };
}

function findOrganization(account: Account, key: OrganizationKey): Organization | undefined {
  return "id" in key
    ? account.organizations.get(key.id)
    : account.organizations.findBy("external_id", sameAs(key.externalId));
}

function getOrganization(account: Account, key: OrganizationKey): Organization {
  const organization = findOrganization(account, key);
  if (!organization) throw recordNotFound();
  return organization;
}

function targetId(account: Account, key: OrganizationKey): number | undefined {
  return "id" in key ? key.id : findOrganization(account, key)?.id;
}
