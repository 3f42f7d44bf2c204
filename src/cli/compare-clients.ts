import type { ClientRecord } from "../domain/clients/client.ts";
import { changeBetween, desiredOrganization, type Organization } from "../domain/clients/organization.ts";
import type { ManyOrganizations } from "../jobs/ports.ts";
import type { OpenClients } from "./open-clients.ts";

/** How a client's organization differs from what it should be, in Zendesk's words. */
export type Difference = {
  readonly clientId: string;
  readonly name: string;
  readonly kind: "missing" | "differs" | "problem";
  readonly fields: readonly FieldDifference[];
  /** Of a record that cannot be turned into an organization. */
  readonly problem?: string;
};

export type FieldDifference = {
  readonly field: string;
  readonly actual: unknown;
  readonly desired: unknown;
};

/** Compares up to a hundred clients with their organizations by one call; answers those that differ. */
export async function compareClients(
  records: readonly ClientRecord[],
  organizations: Pick<ManyOrganizations, "listByExternalIds">,
  catalogue: OpenClients["catalogue"],
): Promise<Difference[]> {
  const found = await organizations.listByExternalIds(records.map(({ clientId }) => clientId));
  return records.flatMap((record) => {
    const difference = differenceOf(record, found.get(record.clientId.toLowerCase()), catalogue);
    return difference ? [difference] : [];
  });
}

function differenceOf(
  record: ClientRecord,
  actual: Organization | undefined,
  catalogue: OpenClients["catalogue"],
): Difference | undefined {
  const { clientId } = record;
  const name = record.fields.name?.value ?? "";
  const desired = desiredOrganization(record, catalogue);
  if ("problem" in desired) {
    return { clientId, name, kind: "problem", fields: [], problem: desired.problem };
  }
  if (!actual) return { clientId, name, kind: "missing", fields: [] };
  const change = changeBetween(desired, actual);
  if (!change) return undefined;
  const { externalId, name: newName, domainNames, fields = {} } = change;
  const of = (field: string, before: unknown, after: unknown): FieldDifference[] =>
    after === undefined ? [] : [{ field, actual: before, desired: after }];
  const differing = [
    ...of("external_id", actual.externalId, externalId),
    ...of("name", actual.name, newName),
    ...of("domain_names", actual.domainNames, domainNames),
    ...Object.entries(fields).flatMap(([key, value]) => of(key, actual.fields[key] ?? null, value)),
  ];
  return { clientId, name, kind: "differs", fields: differing };
}
