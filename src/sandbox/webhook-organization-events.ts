import { isDeepStrictEqual } from "node:util";
import type { Organization, OrganizationField } from "./account.ts";
import { idText, tagsChanged, valueChanged } from "./webhook-happening.ts";
import type { Happening } from "./webhook-happening.ts";

/**
 * Six events are all there are (Zendesk API reference, Organization events): who changes notes, details, domains,
 * group or sharing is not heard of.
 */
export function organizationHappenings(
  before: Organization | undefined,
  after: Organization | undefined,
  fields: readonly OrganizationField[],
): readonly Happening[] {
  if (!before) return after ? [{ type: "organization.created", event: {} }] : [];
  if (!after) return [{ type: "organization.deleted", event: {} }];
  return [
    ...valueChanged("organization.name_changed", before.name, after.name),
    ...valueChanged("organization.external_id_changed", before.external_id ?? "", after.external_id ?? ""),
    ...tagsChanged("organization.tags_changed", [before.tags, after.tags], (added, removed) => ({
      added: { tags: added },
      removed: { tags: removed },
    })),
    ...fields.flatMap((field) => fieldChanged(field, before, after)),
  ];
}

/** The field is named by id and title, not by its key. */
function fieldChanged(
  { id, key, title, type }: OrganizationField,
  before: Organization,
  after: Organization,
): readonly Happening[] {
  const previous = before.organization_fields[key] ?? null;
  const current = after.organization_fields[key] ?? null;
  if (isDeepStrictEqual(previous, current)) return [];
  const field = { id: String(id), title, type };
  return [{ type: "organization.custom_field_changed", event: { current, previous, field } }];
}

/** The organization as events show it: without tags and fields. */
export function organizationDetail(organization: Organization): object {
  return {
    created_at: organization.created_at,
    external_id: organization.external_id ?? "",
    group_id: idText(organization.group_id),
    id: String(organization.id),
    name: organization.name,
    shared_comments: organization.shared_comments,
    shared_tickets: organization.shared_tickets,
    updated_at: organization.updated_at,
  };
}
