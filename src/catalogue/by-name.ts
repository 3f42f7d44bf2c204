import { z } from "zod";

/** An object whose keys are some of `names`. */
export function byName<const Name extends string, Value extends z.ZodType>(
  names: readonly Name[],
  value: Value,
): z.ZodType<Partial<Record<Name, z.output<Value>>>, Partial<Record<Name, z.input<Value>>>> {
  const shape = Object.fromEntries(names.map((name) => [name, value.optional()]));
  return z.strictObject(shape) as unknown as ReturnType<typeof byName<Name, Value>>;
}
