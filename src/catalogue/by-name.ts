import { z } from "zod";

/** An object whose keys are some of `names`; another key is answered with all of them. */
export function byName<const Name extends string, Value extends z.ZodType>(
  names: readonly Name[],
  value: Value,
): z.ZodType<Partial<Record<Name, z.output<Value>>>, Partial<Record<Name, z.input<Value>>>> {
  return z.partialRecord(z.enum(names), value, {
    error: ({ code }: z.core.$ZodRawIssue) =>
      code === "unrecognized_keys" ? `must be one of ${names.join(", ")}` : undefined,
  });
}
