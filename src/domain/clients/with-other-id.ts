/** The same with another id wherever that one stands: on its own, or as a part of a path. */
export function withOtherId<Value>(value: Value, was: string, is: number | string): Value {
  return replaced(value, was, is) as Value;
}

function replaced(value: unknown, was: string, is: number | string): unknown {
  if (typeof value === "string" && value.startsWith("/")) {
    return value
      .split("/")
      .map((part) => (part === was ? String(is) : part))
      .join("/");
  }
  // An id keeps its kind: a text that looks like a number is none.
  if (typeof value === typeof is) return String(value) === was ? is : value;
  if (Array.isArray(value)) return value.map((item) => replaced(item, was, is));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaced(inner, was, is)]));
}
