import { z } from "zod";

import { catalogueFile } from "./schema.ts";

/** What is looked at in a JSON Schema of ours: objects and lists of known shape, with examples. */
export type JsonSchema = {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly examples?: readonly unknown[];
};

/** The JSON Schema of `service-levels.yaml`, for editors and for hints. */
export function catalogueJsonSchema(): JsonSchema {
  return z.toJSONSchema(catalogueFile, {
    io: "input",
    target: "draft-7",
    override: ({ zodSchema, jsonSchema }) => {
      // zod leaves them out where what is written is turned into something else.
      const said = z.globalRegistry.get(zodSchema as unknown as z.ZodType);
      if (said?.["examples"] !== undefined) jsonSchema.examples = said["examples"] as unknown[];
    },
  }) as unknown as JsonSchema;
}

/** What may stand at a path; undefined: nothing. */
export function schemaAt(schema: JsonSchema, path: readonly PropertyKey[]): JsonSchema | undefined {
  let found: JsonSchema | undefined = schema;
  for (const step of path) {
    found = typeof step === "number" ? found?.items : found?.properties?.[String(step)];
  }
  return found;
}
