import type { Catalogue } from "../catalogue/catalogue.ts";
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
  const wanted =
    confirmed && !isRestoring ? changeBetween(newIn(desired, confirmed, actual), actual) : change;
  return wanted && { what: "organization.updated", change: wanted };
}

/**
 * Of what is desired, what is new since `agreed`, when Zendesk last had all that was desired. The rest are manual edits,
 * which are the business of the comparison of everything; but for the external id, by which we find it again.
 */
function newIn(
  desired: DesiredOrganization,
  agreed: DesiredOrganization,
  actual: Organization,
): DesiredOrganization {
  return {
    externalId: desired.externalId,
    name: desired.name === agreed.name ? actual.name : desired.name,
    domainNames: desired.domainNames.filter((one) => !agreed.domainNames.includes(one)),
    fields: Object.fromEntries(
      Object.entries(desired.fields).filter(([key, value]) => agreed.fields[key] !== value),
    ),
  };
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

/**
 * Whether anything that was as desired before a write is so no longer: meanwhile somebody has edited it, or an earlier
 * write of ours, whose answer we never heard, has come late.
 */
export function isUndone(desired: DesiredOrganization, before: Organization, after: Organization): boolean {
  const known = changeBetween(desired, before) ?? {};
  const { fields = {}, ...others } = changeBetween(desired, after) ?? {};
  return (
    Object.keys(others).some((key) => !(key in known)) ||
    Object.keys(fields).some((key) => !(key in (known.fields ?? {})))
  );
}
