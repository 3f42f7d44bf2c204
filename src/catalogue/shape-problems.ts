import { Document } from "yaml";
import type { z } from "zod";

import { catalogueJsonSchema, schemaAt } from "./json-schema.ts";
import type { Path, Problem } from "./problem.ts";
import { suggest } from "./suggest.ts";

const nouns: Readonly<Record<string, string>> = {
  string: "text",
  array: "a list",
  object: "keys with values",
  boolean: "true or false",
  number: "a number",
  int: "a whole number",
};

/** Our words for what zod found, wherever a schema has none of its own. */
export function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  const path = issue.path ?? [];
  if (issue.code === "invalid_type" && path.length === 0) {
    return "must be a catalogue; begin with segments, service_levels and default_service_level";
  }
  if (issue.code === "invalid_type") {
    return issue.input === undefined
      ? `is missing${exampleAt(path, `; write ${String(path.at(-1))}: `)}`
      : `must be ${nouns[issue.expected] ?? issue.expected}${exampleAt(path, ", as in ")}`;
  }
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    if (issue.input === undefined) return `is missing; write one of ${values.join(", ")}`;
    if (typeof issue.input !== "string") return `must be one of ${values.join(", ")}`;
    return `cannot be "${issue.input}"; ${suggest(issue.input, values)}`;
  }
  if (issue.code === "too_small") {
    return issue.origin === "number"
      ? `must be at least ${issue.minimum}`
      : `must not be empty${exampleAt(path, ", as in ")}`;
  }
  if (issue.code === "too_big") {
    return `must be at most ${issue.maximum}${issue.origin === "number" ? "" : " characters long"}`;
  }
  return undefined;
}

/** Each with the path of what is wrong; of several unknown keys, one each. */
export function problemsOf(issues: readonly z.core.$ZodIssue[]): Problem[] {
  return issues.flatMap((issue): Problem[] =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({
          path: [...issue.path, key],
          message: `unknown key; ${suggest(key, keysAt(issue.path))}`,
        }))
      : [{ path: issue.path, message: issue.message }],
  );
}

function keysAt(path: Path): string[] {
  return Object.keys(schemaAt(catalogueJsonSchema(), path)?.properties ?? {});
}

function exampleAt(path: Path, lead: string): string {
  const schema = schemaAt(catalogueJsonSchema(), path);
  const value = schema?.examples?.[0] ?? schema?.items?.examples?.slice(0, 1);
  if (value === undefined) return "";
  return lead + new Document(value).toString({ collectionStyle: "flow", lineWidth: 0 }).trim();
}
