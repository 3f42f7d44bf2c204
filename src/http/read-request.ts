import { z } from "zod";

import { Problem } from "./problems.ts";

/** @throws Problem that names each thing that is wrong with a query or a body */
export function readRequest<Schema extends z.ZodObject>(schema: Schema, given: unknown): z.output<Schema> {
  const parsed = schema.safeParse(given, {
    error: ({ code, input }) =>
      (code === "invalid_type" || code === "invalid_value") && input === undefined ? "is missing" : undefined,
  });
  if (parsed.success) return parsed.data;
  throw new Problem("invalid-request", "see errors for what is wrong and where", {
    errors: parsed.error.issues.flatMap((issue) => complaintsOf(issue, schema)),
  });
}

/** What is not given is the same as what is given empty: `?cause=&limit=10`. */
export function withoutEmpty(query: unknown): unknown {
  return Object.fromEntries(Object.entries(query ?? {}).filter(([, value]) => value !== ""));
}

function complaintsOf(issue: z.core.$ZodIssue, schema: z.ZodObject) {
  if (issue.code !== "unrecognized_keys")
    return [{ path: z.core.toDotPath(issue.path), message: issue.message }];
  const known = issue.path.length === 0 ? Object.keys(schema.shape) : [];
  return issue.keys.map((key) => ({
    path: z.core.toDotPath([...issue.path, key]),
    message: known.length > 0 ? `is not known here; known are ${known.join(", ")}` : "is not known here",
  }));
}
