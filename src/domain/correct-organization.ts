import type { Catalogue } from "./catalogue.ts";
import {
  changeBetween,
  type DesiredOrganization,
  hasDomain,
  isSameDesire,
  type Organization,
  type OrganizationChange,
  valueIn,
} from "./organization.ts";

/** What we knew of the organization before we looked: what was agreed with Zendesk, and whether that may have changed. */
export type Agreement = {
  readonly confirmed: DesiredOrganization | null;
  readonly isDoubted: boolean;
};

export type Correction = {
  readonly what: "organization.updated" | "organization.restored" | "organization.edited";
  readonly change: OrganizationChange;
};

/**
 * What a difference calls for; undefined when nothing is to be done. What Zendesk had before and has no longer is a
 * manual edit: when we came to look for those, it is restored or reported as the catalogue says. A new desire writes
 * what is new, and leaves the rest alone.
 */
export function correctionOf(
  desired: DesiredOrganization,
  actual: Organization,
  { confirmed, isDoubted }: Agreement,
  { fullCompare }: Catalogue,
): Correction | undefined {
  const change = changeBetween(desired, actual);
  if (!change) return undefined;
  if (confirmed && isSameDesire(confirmed, desired)) {
    return {
      what: fullCompare.onManualEdit === "restore" ? "organization.restored" : "organization.edited",
      change,
    };
  }
  const isRestoring = isDoubted && fullCompare.onManualEdit === "restore";
  const wanted = confirmed && !isRestoring ? newlyDesired(change, desired, confirmed) : change;
  return wanted && { what: "organization.updated", change: wanted };
}

/**
 * Of a change, what is desired since `agreed`, when Zendesk last had all that was desired; undefined when that is
 * nothing. The rest are manual edits, which are the business of the comparison of everything; but for the external id,
 * by which we find it again.
 */
function newlyDesired(
  { externalId, name, domainNames, fields = {} }: OrganizationChange,
  desired: DesiredOrganization,
  agreed: DesiredOrganization,
): OrganizationChange | undefined {
  const isNewName = !desired.domainNames.every((one) => agreed.domainNames.includes(one));
  const newFields = Object.entries(fields).filter(([key, value]) => agreed.fields[key] !== value);
  const change: OrganizationChange = {
    ...(externalId !== undefined && { externalId }),
    ...(name !== undefined && agreed.name !== name && { name }),
    ...(domainNames && isNewName && { domainNames }),
    ...(newFields.length > 0 && { fields: Object.fromEntries(newFields) }),
  };
  return Object.keys(change).length === 0 ? undefined : change;
}

/** Whether the organization is as the change wanted it. */
export function isApplied(
  { externalId, name, domainNames = [], fields = {} }: OrganizationChange,
  organization: Organization,
): boolean {
  return (
    (externalId ?? organization.externalId) === organization.externalId &&
    (name ?? organization.name) === organization.name &&
    domainNames.every((one) => hasDomain(organization, one)) &&
    Object.entries(fields).every(([key, value]) => valueIn(organization, key) === value)
  );
}
