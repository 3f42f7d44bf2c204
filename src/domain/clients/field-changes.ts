/** A field that became another; null: nothing. */
export type FieldChange = {
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
};

/** What is kept of a change under names of its own: an organization's fields, what a message says. */
const nested = new Set(["fields", "says"]);

/** A change field by field, in words, with what each was `before` as far as that is known. */
export function fieldChanges(before: unknown, change: unknown): readonly FieldChange[] {
  const known = flattened(before);
  const { addTags, removeTags, ...changed } = flattened(change);
  const tags = { field: "tags", from: textOf(removeTags), to: textOf(addTags) };
  return [
    ...(tags.from === null && tags.to === null ? [] : [tags]),
    ...Object.entries(changed).map(([field, value]) => ({
      field,
      from: textOf(known[field]),
      to: textOf(value),
    })),
  ];
}

function flattened(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
      nested.has(key) ? Object.entries(flattened(inner)) : [[key, inner]],
    ),
  );
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value === "") return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(textOf).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
