import type { Decision } from "../../operations/conflict.ts";

const causes: Readonly<Record<string, string>> = {
  "name-taken": "Name is taken",
  "organization-shared": "One organization, two clients",
  "organization-deleted": "Organization was deleted",
  "manual-edit": "Edited in Zendesk",
  "domain-shared": "Domain of two clients",
};

/** Of a cause that has no title yet, the cause itself. */
export function causeTitle(cause: string): string {
  return causes[cause] ?? cause;
}

export const decisionTitles: Readonly<Record<Decision, string>> = {
  adopt: "Adopt",
  rename: "Rename",
  restore: "Restore",
  withhold: "Withhold",
  ignore: "Ignore",
};
