import { DateTime } from "luxon";
import type { FieldValue, OrganizationField } from "./account.ts";

export const notAValue = Symbol("not a value of this field");

/** What Zendesk keeps when a custom field is given a value, or `notAValue`. Null and empty text unset the field. */
export function fieldValue(field: OrganizationField, given: unknown): FieldValue | typeof notAValue {
  if (given === null || given === "") return null;
  switch (field.type) {
    case "dropdown":
      return isOption(field, given) ? given : notAValue;
    case "multiselect":
      return Array.isArray(given) && given.every((value) => isOption(field, value)) ? given : notAValue;
    case "checkbox":
      return typeof given === "boolean" ? given : notAValue;
    case "integer":
      return typeof given === "number" && Number.isInteger(given) ? given : notAValue;
    case "decimal":
      return typeof given === "number" ? given : notAValue;
    case "date":
      return typeof given === "string" && DateTime.fromISO(given).isValid ? given.slice(0, 10) : notAValue;
    default:
      return typeof given === "string" || typeof given === "number" ? String(given) : notAValue;
  }
}

/** What is left of a value when the field's options have changed. */
export function remaining(field: OrganizationField, value: FieldValue): FieldValue {
  if (field.type === "dropdown") return isOption(field, value) ? value : null;
  if (field.type !== "multiselect" || !Array.isArray(value)) return value;
  const values = value.filter((chosen) => isOption(field, chosen));
  return values.length > 0 ? values : null;
}

/** An organization's tags when a field goes from one value to another: choosing an option, or checking a box, tags it. */
export function retagged(
  tags: readonly string[],
  field: OrganizationField,
  before: FieldValue,
  after: FieldValue,
): readonly string[] {
  const gone = new Set(tagsOfValue(field, before));
  return [...new Set([...tags.filter((tag) => !gone.has(tag)), ...tagsOfValue(field, after)])];
}

function tagsOfValue(field: OrganizationField, value: FieldValue): readonly string[] {
  if (field.type === "dropdown" && typeof value === "string") return [value];
  if (field.type === "multiselect" && Array.isArray(value)) return value;
  return value === true && field.tag !== null ? [field.tag] : [];
}

function isOption(field: OrganizationField, given: unknown): given is string {
  return typeof given === "string" && field.options.some(({ value }) => value === given);
}
