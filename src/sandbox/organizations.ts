import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Account, FieldValue, Organization } from "./account.ts";
import { sameAs } from "./account.ts";
import { fieldValue, notAValue, retagged } from "./field-values.ts";
import type { Problem } from "./refusal.ts";
import { blankValue, recordInvalid } from "./refusal.ts";

/** What a caller may set on an organization (Zendesk API reference, Organizations). */
export const organizationChanges = z.object({
  name: z.exactOptional(z.string()),
  shared_tickets: z.exactOptional(z.boolean()),
  shared_comments: z.exactOptional(z.boolean()),
  external_id: z.exactOptional(z.string().nullable()),
  domain_names: z.exactOptional(z.array(z.string())),
  details: z.exactOptional(z.string().nullable()),
  notes: z.exactOptional(z.string().nullable()),
  group_id: z.exactOptional(z.int().nullable()),
  tags: z.exactOptional(z.array(z.string())),
  organization_fields: z.exactOptional(z.record(z.string(), z.unknown())),
});
export type OrganizationChanges = z.infer<typeof organizationChanges>;

export function createOrganization(
  account: Account,
  changes: OrganizationChanges,
  now = account.timestamp(),
): Organization {
  const blank: Organization = {
    id: account.newId(),
    name: "",
    shared_tickets: false,
    shared_comments: false,
    external_id: null,
    created_at: now,
    updated_at: now,
    domain_names: [],
    details: null,
    notes: null,
    group_id: null,
    tags: [],
    organization_fields: {},
  };
  return account.organizations.put(changed(account, blank, changes));
}

/** Keys left out stay as they are, within `organization_fields` too; lists are replaced. Refuses what Zendesk refuses. */
export function updateOrganization(
  account: Account,
  organization: Organization,
  changes: OrganizationChanges,
): Organization {
  const after = changed(account, organization, changes);
  if (isDeepStrictEqual(after, organization)) return organization;
  return account.organizations.put({ ...after, updated_at: account.timestamp() });
}

/** A tag has no white space and no capitals, and an organization has it once. */
export function cleanTags(tags: readonly string[]): readonly string[] {
  return unique(tags.flatMap((tag) => tag.toLowerCase().split(/\s+/)).filter((tag) => tag !== ""));
}

function changed(account: Account, before: Organization, changes: OrganizationChanges): Organization {
  const { organization_fields: values = {}, ...attributes } = changes;
  const after = {
    ...before,
    ...attributes,
    name: (attributes.name ?? before.name).trim(),
    external_id: attributes.external_id === undefined ? before.external_id : attributes.external_id || null,
    domain_names: unique((attributes.domain_names ?? before.domain_names).map((name) => name.toLowerCase())),
    tags: cleanTags(attributes.tags ?? before.tags),
  };
  const withFields = { ...after, ...chosen(account, after, values) };
  refuseClashes(account, withFields);
  return withFields;
}

/** Unknown keys are ignored without a word. A value that changes takes its tags along. */
function chosen(
  account: Account,
  organization: Organization,
  values: Readonly<Record<string, unknown>>,
): Pick<Organization, "organization_fields" | "tags"> {
  const kept: Record<string, FieldValue> = { ...organization.organization_fields };
  const problems: Problem[] = [];
  let tags = organization.tags;
  for (const [key, given] of Object.entries(values)) {
    const field = account.organizationFields.findBy("key", key);
    if (!field?.active) continue;
    const value = fieldValue(field, given);
    if (value === notAValue) {
      problems.push({ description: `${field.title}: is invalid`, error: "InvalidValue" });
    } else if (!isDeepStrictEqual(value, kept[key] ?? null)) {
      tags = retagged(tags, field, kept[key] ?? null, value);
      kept[key] = value;
    }
  }
  if (problems.length > 0) throw recordInvalid({ organization_fields: problems });
  return { organization_fields: kept, tags };
}

function refuseClashes(account: Account, { id, name, external_id: externalId }: Organization): void {
  if (name === "") throw recordInvalid({ name: [blankValue("Name")] });
  const clashes: Record<string, Problem[]> = {};
  const namesake = account.organizations.findBy("name", sameAs(name));
  if (namesake && namesake.id !== id) {
    clashes["name"] = [{ description: `Name: ${name} has already been taken`, error: "DuplicateValue" }];
  }
  const twin =
    externalId === null ? undefined : account.organizations.findBy("external_id", sameAs(externalId));
  if (twin && twin.id !== id) {
    clashes["external_id"] = [{ description: "External has already been taken", error: "DuplicateValue" }];
  }
  if (Object.keys(clashes).length > 0) throw recordInvalid(clashes);
}

/** The organization as the API shows it: every active field is there, null when unset. */
export function presentOrganization(account: Account, organization: Organization, origin: string): object {
  const active = account.organizationFields.list().filter((field) => field.active);
  return {
    url: `${origin}/api/v2/organizations/${organization.id}.json`,
    ...organization,
    organization_fields: Object.fromEntries(
      active.map(({ key }) => [key, organization.organization_fields[key] ?? null]),
    ),
  };
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
