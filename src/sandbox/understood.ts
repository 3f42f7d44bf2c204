import { z } from "zod";
import { Refusal } from "./refusal.ts";

/** A body as the schema has it. Throws a refusal that says where it differs. */
export function understood<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const { success, data, error } = schema.safeParse(body);
  if (!success) throw new Refusal(400, { error: "InvalidRequest", description: z.prettifyError(error) });
  return data;
}
