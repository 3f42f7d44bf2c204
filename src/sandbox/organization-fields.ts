import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Account, FieldOption, FieldValue, OrganizationField } from "./account.ts";
import { remaining, retagged } from "./field-values.ts";
import type { Problem } from "./refusal.ts";
import { blankValue, recordInvalid } from "./refusal.ts";

const option = z.object({
  id: z.exactOptional(z.int().nullable()),
  name: z.string(),
  value: z.string(),
});

/** What a caller may change on an organization field; key and type are given once, at creation. */
export const organizationFieldChanges = z.object({
  title: z.exactOptional(z.string()),
  description: z.exactOptional(z.string()),
  position: z.exactOptional(z.int()),
  active: z.exactOptional(z.boolean()),
  regexp_for_validation: z.exactOptional(z.string().nullable()),
  tag: z.exactOptional(z.string().nullable()),
  custom_field_options: z.exactOptional(z.array(option)),
});
export const newOrganizationField = organizationFieldChanges.extend({
  key: z.exactOptional(z.string()),
  type: z.exactOptional(
    z.enum([
      "text",
      "textarea",
      "checkbox",
      "date",
      "integer",
      "decimal",
      "regexp",
      "dropdown",
      "multiselect",
      "lookup",
    ]),
  ),
});
export type OrganizationFieldChanges = z.infer<typeof organizationFieldChanges>;
export type NewOrganizationField = z.infer<typeof newOrganizationField>;

export function createOrganizationField(account: Account, given: NewOrganizationField): OrganizationField {
  const { key = "", type = "text", ...changes } = given;
  if (key === "") throw recordInvalid({ key: [blankValue("Key")] });
  if (!/^(?!\d+$)\w+$/.test(key)) throw recordInvalid({ key: [invalid("Key")] });
  if (account.organizationFields.findBy("key", key)) {
    throw recordInvalid({
      key: [{ description: `Key: ${key} has already been taken`, error: "DuplicateValue" }],
    });
  }
  const now = account.timestamp();
  const blank: OrganizationField = {
    id: account.newId(),
    type,
    key,
    title: "",
    description: "",
    position: nextPosition(account),
    active: true,
    regexp_for_validation: null,
    created_at: now,
    updated_at: now,
    tag: null,
    options: [],
  };
  return account.organizationFields.put(changed(account, blank, changes));
}

/** Options left out are deleted, and their values and tags removed from organizations. */
export function updateOrganizationField(
  account: Account,
  field: OrganizationField,
  changes: OrganizationFieldChanges,
): OrganizationField {
  const after = changed(account, field, changes);
  if (isDeepStrictEqual(after, field)) return field;
  const kept = account.organizationFields.put({ ...after, updated_at: account.timestamp() });
  reviseValues(account, field, (value) => remaining(kept, value));
  return kept;
}

export function deleteOrganizationField(account: Account, field: OrganizationField): void {
  account.organizationFields.remove(field.id);
  reviseValues(account, field, () => null);
}

/** A field by its id or its key, as the path of the API has it. */
export function findOrganizationField(account: Account, idOrKey: string): OrganizationField | undefined {
  return /^\d+$/.test(idOrKey)
    ? account.organizationFields.get(Number(idOrKey))
    : account.organizationFields.findBy("key", idOrKey);
}

export function listOrganizationFields(account: Account): readonly OrganizationField[] {
  return account.organizationFields.list().toSorted((a, b) => a.position - b.position || a.id - b.id);
}

export function presentOrganizationField(field: OrganizationField, origin: string): object {
  const { options, tag, ...rest } = field;
  const { regexp_for_validation, created_at, updated_at, position, active, ...described } = rest;
  return {
    url: `${origin}/api/v2/organization_fields/${field.id}.json`,
    ...described,
    raw_title: field.title,
    raw_description: field.description,
    position,
    active,
    system: false,
    regexp_for_validation,
    created_at,
    updated_at,
    ...(field.type === "checkbox" ? { tag } : {}),
    ...(hasOptions(field)
      ? {
          custom_field_options: options.map(({ id, name, value }) => ({ id, name, raw_name: name, value })),
        }
      : {}),
  };
}

function changed(
  account: Account,
  before: OrganizationField,
  { custom_field_options: options, ...attributes }: OrganizationFieldChanges,
): OrganizationField {
  const after = { ...before, ...attributes, options: before.options };
  if (after.title.trim() === "") throw recordInvalid({ title: [blankValue("Title")] });
  if (!hasOptions(before)) return after;
  if (options) after.options = sortedOut(account, before.options, options);
  if (after.options.length === 0) throw recordInvalid({ custom_field_options: [blankValue("Options")] });
  return after;
}

function sortedOut(
  account: Account,
  before: readonly FieldOption[],
  options: NonNullable<OrganizationFieldChanges["custom_field_options"]>,
): readonly FieldOption[] {
  const values = options.map(({ value }) => value);
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) {
    throw recordInvalid({
      custom_field_options: [{ description: `Tag: ${twice} is already used`, error: "DuplicateValue" }],
    });
  }
  return options.map(({ id, name, value }) => {
    const known = before.find((old) => old.id === id) ?? before.find((old) => old.value === value);
    return { id: known?.id ?? account.newId(), name, value };
  });
}

function reviseValues(
  account: Account,
  field: OrganizationField,
  revised: (value: FieldValue) => FieldValue,
): void {
  for (const organization of account.organizations.list()) {
    const { [field.key]: value = null, ...others } = organization.organization_fields;
    const after = revised(value);
    if (isDeepStrictEqual(after, value)) continue;
    account.organizations.put({
      ...organization,
      tags: retagged(organization.tags, field, value, after),
      organization_fields: after === null ? others : { ...others, [field.key]: after },
    });
  }
}

function hasOptions({ type }: OrganizationField): boolean {
  return type === "dropdown" || type === "multiselect";
}

function invalid(label: string): Problem {
  return { description: `${label}: is invalid`, error: "InvalidValue" };
}

function nextPosition(account: Account): number {
  return 1 + Math.max(-1, ...account.organizationFields.list().map(({ position }) => position));
}
