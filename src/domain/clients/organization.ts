import {
  type Catalogue,
  findSegment,
  findServiceLevel,
  segmentOption,
  serviceLevelTag,
} from "../catalogue/catalogue.ts";
import type { ClientRecord, Said } from "./client.ts";
import { decidedDomains, decidedName } from "./decisions.ts";
import type { Instant } from "../instant.ts";
import { isAmong } from "../is-among.ts";

/** A client's organization as Zendesk has it. */
export type Organization = {
  readonly id: number;
  readonly externalId: string | null;
  readonly name: string;
  readonly domainNames: readonly string[];
  readonly fields: Readonly<Record<string, unknown>>;
  readonly updatedAt: Instant;
};

/** A client's organization as it should be. Fields that nobody told us about are absent, not null. */
export type DesiredOrganization = {
  readonly externalId: string;
  readonly name: string;
  /** At least these; others that people added stay. */
  readonly domainNames: readonly string[];
  /** By organization field key; null clears. */
  readonly fields: Readonly<Record<string, string | null>>;
};

/** Only what has to be written. */
export type OrganizationChange = {
  readonly externalId?: string;
  readonly name?: string;
  /** The whole new list: Zendesk replaces it. */
  readonly domainNames?: readonly string[];
  readonly fields?: Readonly<Record<string, string | null>>;
};

/** Why a record cannot be turned into an organization, in words for a person. */
export type Undesirable = { readonly problem: string };

/** Must only be asked of a known client. */
export function desiredOrganization(
  { clientId, fields, decisions }: ClientRecord,
  catalogue: Catalogue,
): DesiredOrganization | Undesirable {
  const segmentName = fields.segment?.value ?? "";
  const segment = findSegment(catalogue, segmentName);
  if (!segment) return { problem: `segment "${segmentName}" is not in the service catalogue` };
  const levelName = fields.serviceLevel?.value ?? segment.serviceLevel;
  const level = findServiceLevel(catalogue, levelName);
  if (!level) return { problem: `service level "${levelName}" is not in the service catalogue` };
  return {
    externalId: clientId,
    name: decidedName(fields.name?.value ?? "", decisions),
    domainNames: decidedDomains(fields.domains?.value ?? [], decisions),
    fields: {
      client_segment: segmentOption(segment),
      client_service_level: serviceLevelTag(level),
      ...told("client_vertical", fields.vertical),
      ...told("account_manager", fields.accountManager),
      ...told("seo_analyst", fields.seoAnalyst),
      ...told("da_analyst", fields.daAnalyst),
      ...told("client_center_id", fields.clientCenterId),
      ...told("client_hub_urn", fields.clientHubUrn),
    },
  };
}

/** What must be written so that `actual` becomes `desired`; undefined when nothing must. */
export function changeBetween(
  desired: DesiredOrganization,
  actual: Organization,
): OrganizationChange | undefined {
  const missing = desired.domainNames.filter((name) => !hasDomain(actual, name));
  const fields = Object.entries(desired.fields).filter(([key, value]) => valueIn(actual, key) !== value);
  const change: OrganizationChange = {
    ...(actual.externalId === desired.externalId ? {} : { externalId: desired.externalId }),
    ...(actual.name === desired.name ? {} : { name: desired.name }),
    ...(missing.length === 0 ? {} : { domainNames: [...actual.domainNames, ...missing] }),
    ...(fields.length === 0 ? {} : { fields: Object.fromEntries(fields) }),
  };
  return Object.keys(change).length === 0 ? undefined : change;
}

/** The option of `client_service_level` that it has: a tag `los_<slug>`, or null for none. */
export function levelIn(organization: Organization): {
  organizationId: number;
  level: string | null;
  updatedAt: Instant;
} {
  const { id: organizationId, updatedAt } = organization;
  const level = valueIn(organization, "client_service_level");
  return { organizationId, level: typeof level === "string" ? level : null, updatedAt };
}

/**
 * Fields that are wanted and that the organization does not have at all. Zendesk shows every active field, unset ones
 * as null, and ignores a value for a field that is not there.
 */
export function ignoredFields(desired: DesiredOrganization, actual: Organization): string[] {
  return Object.entries(desired.fields)
    .filter(([key, value]) => value !== null && !(key in actual.fields))
    .map(([key]) => key);
}

/** Whether what we last saw confirmed in Zendesk is still all we want. */
export function isSameDesire(one: DesiredOrganization, other: DesiredOrganization): boolean {
  const fieldKeys = new Set([...Object.keys(one.fields), ...Object.keys(other.fields)]);
  return (
    one.externalId === other.externalId &&
    one.name === other.name &&
    other.domainNames.every((name) => one.domainNames.includes(name)) &&
    [...fieldKeys].every((key) => one.fields[key] === other.fields[key])
  );
}

/** What to do when Zendesk says the name is taken: `found` are the organizations that bear it. */
export type NameTaken =
  | { readonly kind: "adopt"; readonly organization: Organization }
  | { readonly kind: "conflict"; readonly organization: Organization; readonly why: string }
  | { readonly kind: "vanished" };

/**
 * Adopt the organization when it belongs to nobody and shares a domain with the client; else a person decides: `adopt` is
 * the organization that one has chosen.
 */
export function decideNameTaken(
  desired: DesiredOrganization,
  found: readonly Organization[],
  adopt?: number,
): NameTaken {
  const chosen = found.find(({ id }) => id === adopt);
  if (chosen) return { kind: "adopt", organization: chosen };
  const [organization] = found;
  if (!organization) return { kind: "vanished" };
  if (organization.externalId !== null) {
    return { kind: "conflict", organization, why: `it belongs to client ${organization.externalId}` };
  }
  if (!desired.domainNames.some((name) => hasDomain(organization, name))) {
    return {
      kind: "conflict",
      organization,
      why: "it has no external id and shares no domain with the client",
    };
  }
  return { kind: "adopt", organization };
}

function told(key: string, said: Said<string | null> | undefined): Record<string, string | null> {
  return said === undefined ? {} : { [key]: said.value };
}

export function hasDomain(organization: Organization, name: string): boolean {
  return isAmong(name, organization.domainNames);
}

/** Zendesk shows an unset field as null; an emptied text field may come back as "". */
export function valueIn(organization: Organization, key: string): unknown {
  const value = organization.fields[key];
  return value === undefined || value === "" ? null : value;
}
