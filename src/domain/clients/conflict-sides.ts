import type { About, OrganizationCard, Side } from "./conflict.ts";
import { valueIn } from "./organization.ts";
import type { DesiredOrganization, Organization, OrganizationChange } from "./organization.ts";

/** The client wants a name that another organization bears; `ownOrganizationId` is the one that it has already. */
export function aboutNameTaken(
  desired: DesiredOrganization,
  organization: Organization,
  ownOrganizationId?: number,
): About {
  return {
    sides: [clientSide(desired), organizationSide(organization)],
    organization: cardOf(organization),
    ...(ownOrganizationId !== undefined && { ownOrganizationId }),
  };
}

/** The client's organization is linked to another client of ours. */
export function aboutShared(desired: DesiredOrganization, organization: Organization, owner: string): About {
  const { title, values } = organizationSide(organization);
  return {
    sides: [clientSide(desired), { title: `${title}, of client ${owner}`, values }],
    organization: cardOf(organization),
    otherClientId: owner,
  };
}

/** The client's organization is gone from Zendesk. */
export function aboutDeleted(desired: DesiredOrganization, organizationId: number): About {
  const { values } = clientSide(desired);
  const nothing = Object.fromEntries(Object.keys(values).map((label) => [label, null]));
  return {
    sides: [
      { title: "Accounting", values: { organization: String(organizationId), ...values } },
      { title: "Zendesk", values: { organization: null, ...nothing } },
    ],
    ownOrganizationId: organizationId,
  };
}

/** Somebody changed in Zendesk what `change` would set right. */
export function aboutEdit(
  desired: DesiredOrganization,
  actual: Organization,
  { externalId, name, domainNames, fields = {} }: OrganizationChange,
): About {
  const rows: readonly (readonly [string, string | null, string | null])[] = [
    ...(name === undefined ? [] : [["name", name, actual.name] as const]),
    ...(externalId === undefined ? [] : [["external id", externalId, actual.externalId] as const]),
    ...(domainNames === undefined
      ? []
      : [["domains", listed(desired.domainNames), listed(actual.domainNames)] as const]),
    ...Object.entries(fields).map(([key, value]) => [key, value, textOf(valueIn(actual, key))] as const),
  ];
  return {
    sides: [
      { title: "Accounting", values: Object.fromEntries(rows.map(([label, wanted]) => [label, wanted])) },
      { title: "Zendesk", values: Object.fromEntries(rows.map(([label, , is]) => [label, is])) },
    ],
    organization: cardOf(actual),
  };
}

/** What somebody changed by hand, in words: the same words are the same edit. */
export function describeEdit({ sides: [wanted, is], organization }: About): string {
  const edits = Object.entries(is?.values ?? {}).map(
    ([label, value]) => `${label} ${quoted(value)} instead of ${quoted(wanted?.values[label] ?? null)}`,
  );
  return `organization ${organization?.id} was changed by hand: ${edits.join(", ")}`;
}

export function quoted(value: string | null): string {
  return value === null ? "nothing" : `"${value}"`;
}

export function listed(values: readonly string[]): string | null {
  return values.length === 0 ? null : values.join(", ");
}

function clientSide({ externalId, name, domainNames }: DesiredOrganization): Side {
  return {
    title: `Client ${externalId}`,
    values: { name, "external id": externalId, domains: listed(domainNames) },
  };
}

function organizationSide({ id, name, externalId, domainNames }: Organization): Side {
  return {
    title: `Organization ${id}`,
    values: { name, "external id": externalId, domains: listed(domainNames) },
  };
}

function cardOf({ id, name, externalId, domainNames }: Organization): OrganizationCard {
  return { id, name, externalId, domainNames };
}

function textOf(value: unknown): string | null {
  if (value === null) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
