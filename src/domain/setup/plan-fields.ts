import type { Catalogue } from "../catalogue/catalogue.ts";
import type { LiveAccount, LiveOrganizationField } from "./live-account.ts";
import { type RequiredField, requiredFields } from "./organization-fields.ts";
import { pathIdFrom, stepId } from "./setup-reference.ts";
import { type FieldChange, joinPlans, type SetupPlan, type SetupStep } from "./setup-step.ts";

/**
 * The organization fields that we write to. Options are only ever added: Zendesk deletes one that is left out, and takes
 * it from every organization that has it. A title is left as people changed it.
 */
export function planFields(
  catalogue: Catalogue,
  { organizationFields }: Pick<LiveAccount, "organizationFields">,
): SetupPlan {
  return joinPlans(
    requiredFields(catalogue).map((required) => {
      const field = organizationFields.find(({ key }) => key === required.key);
      if (!field) return { steps: [creating(required)], notes: [] };
      if (field.type !== required.type) return { steps: [], notes: [wrongType(required, field)] };
      return { steps: mending(required, field), notes: [] };
    }),
  );
}

function wrongType({ key, type }: RequiredField, field: LiveOrganizationField): string {
  return (
    `organization field ${key} is of type ${field.type}, not ${type}, and Zendesk changes no type: ` +
    "delete it in Admin Center > People > Configuration > Organization fields, then plan again"
  );
}

function creating({ key, type, title, options }: RequiredField): SetupStep {
  const id = stepId("organization-field", key);
  const dropdown = options.map((option) => ({ id: null, ...option }));
  return {
    id,
    resource: "organization-field",
    action: "create",
    name: `organization field ${key}`,
    changes: [
      { field: "type", before: null, after: type },
      { field: "title", before: null, after: title },
      ...options.map(({ value, name }) => optionChange(value, null, name)),
    ],
    requests: [
      {
        method: "POST",
        path: "/organization_fields",
        body: {
          organization_field: {
            key,
            type,
            title,
            ...(type === "dropdown" && { custom_field_options: dropdown }),
          },
        },
      },
    ],
    undo: [{ method: "DELETE", path: `/organization_fields/${pathIdFrom(id)}` }],
  };
}

function mending({ key, options }: RequiredField, field: LiveOrganizationField): readonly SetupStep[] {
  const named = field.options.map((live) => ({
    ...live,
    name: options.find(({ value }) => value === live.value)?.name ?? live.name,
  }));
  const added = options
    .filter(({ value }) => !field.options.some((live) => live.value === value))
    .map(({ value, name }) => ({ id: null, name, value }));
  const changedOptions = [
    ...field.options.flatMap(({ name, value }, index) => {
      const after = named[index]?.name ?? name;
      return after === name ? [] : [optionChange(value, name, after)];
    }),
    ...added.map(({ value, name }) => optionChange(value, null, name)),
  ];
  const changes = [
    ...(field.active ? [] : [{ field: "active", before: false, after: true }]),
    ...changedOptions,
  ];
  if (changes.length === 0) return [];
  const put = (active: boolean, all: readonly object[]) => ({
    method: "PUT" as const,
    path: `/organization_fields/${field.id}`,
    body: {
      organization_field: {
        ...(!field.active && { active }),
        ...(changedOptions.length > 0 && { custom_field_options: all }),
      },
    },
  });
  return [
    {
      id: stepId("organization-field", key),
      resource: "organization-field",
      action: "update",
      name: `organization field ${key}`,
      changes,
      requests: [put(true, [...named, ...added])],
      undo: [put(false, field.options)],
    },
  ];
}

function optionChange(value: string, before: string | null, after: string): FieldChange {
  return { field: `option ${value}`, before, after };
}
