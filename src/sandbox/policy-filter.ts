import { z } from "zod";
import type { FilterField } from "./filter-field.ts";
import type { Condition, ConditionValue, PolicyFilter } from "./policy.ts";
import { recordInvalid } from "./refusal.ts";

const single = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const several = z.array(z.union([z.string(), z.number(), z.null()]));
const condition = z.object({
  field: z.string(),
  operator: z.string(),
  value: z.exactOptional(z.union([single, several])),
});
export const givenPolicyFilter = z.object({
  all: z.exactOptional(z.array(condition)),
  any: z.exactOptional(z.array(condition)),
});
export type GivenPolicyFilter = z.infer<typeof givenPolicyFilter>;

/** What is kept of the sides that a filter can have. Throws a refusal for what no definition describes. */
export function policyFilterOf(
  given: GivenPolicyFilter,
  sides: readonly ("all" | "any")[],
  fields: readonly FilterField[],
): PolicyFilter {
  return Object.fromEntries(
    sides.map((side) => [side, (given[side] ?? []).map((wanted) => conditionOf(wanted, fields))]),
  );
}

function conditionOf(
  { field: name, operator, value = null }: z.infer<typeof condition>,
  fields: readonly FilterField[],
): Condition {
  const field = fields.find((known) => known.value === name);
  if (!field) throw refused(`Filter: ${name} is not a field of conditions`);
  if (!field.operators.some((known) => known.value === operator)) {
    throw refused(`Filter: ${operator} is not an operator of ${name}`);
  }
  return { field: name, operator, value: kept(field, value) };
}

/** In recordings numbers come back as numbers, whether they were sent so or as text. */
function kept(field: FilterField, value: z.infer<typeof single> | z.infer<typeof several>): ConditionValue {
  return Array.isArray(value) ? value.map((item) => keptOne(field, item)) : keptOne(field, value);
}

function keptOne(field: FilterField, value: z.infer<typeof single>): string | number | null {
  if (field.values.type === "list") {
    const listed = field.values.list.find((option) => String(option.value) === String(value));
    if (!listed) throw refused(`Filter: ${String(value)} is not a value of ${field.value}`);
    return listed.value;
  }
  if (value === null || value === "") throw refused(`Filter: ${field.value} has no value`);
  return /^(0|-?[1-9]\d{0,14})$/.test(String(value)) ? Number(value) : String(value);
}

function refused(description: string): Error {
  return recordInvalid({ filter: [{ description, error: "InvalidValue" }] });
}
