/** A field that conditions of policies may name, as definitions describe it. */
export type FilterField = {
  readonly title: string;
  readonly values: { readonly type: ValueType; readonly list: readonly FilterOption[] };
  /** What conditions call it. */
  readonly value: string;
  readonly operators: readonly Operator[];
  readonly group: string;
  readonly title_for_field: string;
  readonly output_key: string | null;
};

export type ValueType = "list" | "text" | "date" | "datetime";
export type FilterOption = { readonly value: string | number | null; readonly title: string };
export type Operator = { readonly value: string; readonly title: string };

/** A field of one of the three that conditions can be about: the ticket, its requester or their organization. */
export function filterField(
  group: "ticket" | "requester" | "organization",
  [value, title]: readonly [value: string, title: string],
  operators: readonly Operator[],
  values: FilterField["values"],
  outputKey: string | null = null,
): FilterField {
  return { title, values, value, operators, group, title_for_field: title, output_key: outputKey };
}

export const oneOf = (list: readonly FilterOption[]): FilterField["values"] => ({ type: "list", list });
export const anyValue = (type: Exclude<ValueType, "list">): FilterField["values"] => ({ type, list: [] });
export const none: FilterOption = { value: null, title: "-" };

const [is, isNot] = [
  { value: "is", title: "Is" },
  { value: "is_not", title: "Is not" },
];
const compared = (less: string, lessEqual: string, greater: string, greaterEqual: string): Operator[] => [
  { value: "less_than", title: less },
  { value: "less_than_equal", title: lessEqual },
  { value: "greater_than", title: greater },
  { value: "greater_than_equal", title: greaterEqual },
];
const inTime = compared("Before", "Before or on", "After", "After or on");
const inSize = compared("Less than", "Less than or equal to", "Greater than", "Greater than or equal to");

export const operators = {
  is: [is],
  equality: [is, isNot],
  time: inTime,
  date: [is, isNot, ...inTime],
  number: [is, ...inSize, isNot],
  contained: [
    { value: "includes", title: "Contains at least one of the following" },
    { value: "not_includes", title: "Contains none of the following" },
  ],
} satisfies Record<string, readonly Operator[]>;
