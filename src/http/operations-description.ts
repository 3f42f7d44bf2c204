import { z } from "zod";

import { roles } from "../operations/operator.ts";
import { namedSchemas } from "./answer-schemas.ts";
import { leastRoleFor } from "./bearer.ts";
import type { Endpoint } from "./endpoint.ts";
import { operationsEndpoints } from "./operations-endpoints.ts";

const refusals = {
  400: "Malformed: the body is not JSON",
  401: "No token, one that nobody has, or OPS_TOKENS is not set",
  403: "The operator's role may not do this",
  404: "There is nothing by this id",
  405: "Another method than those described here",
  409: "It cannot be done to this as it is now: somebody was faster, or it runs",
  413: "Larger than 16 KiB",
  415: "Not application/json in UTF-8",
  422: "Well-formed but invalid; `errors` says what is wrong and where",
  429: "Too many requests, or too many sign-ins that failed, from this address",
  503: "The database does not answer",
} as const;

type Status = keyof typeof refusals;

export const operatorToken = {
  type: "http",
  scheme: "bearer",
  description: `A token of OPS_TOKENS (los token NAME ROLE makes one); roles are ${roles.join(", ")}, each may do what those before it may`,
} as const;

/** What stands at /docs about /api, made from the schemas that check what comes in and type what goes out. */
export function describeOperations() {
  const schemas: Record<string, object> = {};
  const paths: Record<string, Record<string, object>> = {};
  for (const one of operationsEndpoints) {
    const path = one.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [one.method.toLowerCase()]: describe(one, schemas) };
  }
  return { paths, schemas };
}

function describe(one: Endpoint, schemas: Record<string, object>) {
  const { tag, summary, action, params, query, body, answers } = one;
  return {
    tags: [tag],
    summary,
    description: `For the role ${leastRoleFor(action)}, and those above it.`,
    security: [{ operatorToken: [] }],
    parameters: [...parametersOf(params, "path"), ...parametersOf(query, "query")],
    ...(body && {
      requestBody: {
        required: !body.safeParse({}).success,
        content: { "application/json": { schema: jsonSchema(body, "input", schemas) } },
      },
    }),
    responses: Object.fromEntries([
      ...Object.entries(answers).map(([status, schema]) => [
        status,
        {
          description: status === "202" ? "It will be done" : "Done, or what was asked for",
          content: { "application/json": { schema: jsonSchema(schema, "output", schemas) } },
        },
      ]),
      ...refusalsOf(one).map((status) => [
        status,
        {
          description: refusals[status],
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      ]),
    ]),
  };
}

function refusalsOf({ method, action, params, mayBeLate = false }: Endpoint): readonly Status[] {
  const applies: Partial<Record<Status, boolean>> = {
    400: method === "POST",
    403: action !== "look",
    404: params !== undefined || action === "mute",
    409: mayBeLate,
    413: method === "POST",
    415: method === "POST",
  };
  return (Object.keys(refusals).map(Number) as Status[]).filter((status) => applies[status] ?? true);
}

function parametersOf(schema: z.ZodObject | undefined, place: "path" | "query") {
  return Object.entries(schema?.shape ?? {}).map(([name, one]) => ({
    name,
    in: place,
    required: place === "path",
    schema: jsonSchema(one, "input", {}),
  }));
}

/** Schemas with a name go into `schemas`, and are pointed at. */
function jsonSchema(schema: z.core.$ZodType, io: "input" | "output", schemas: Record<string, object>) {
  const made = z.toJSONSchema(schema, {
    io,
    target: "openapi-3.0",
    metadata: namedSchemas,
    unrepresentable: "any",
    override({ zodSchema, jsonSchema: json }) {
      delete json.readOnly;
      if (zodSchema instanceof z.ZodDate) Object.assign(json, { type: "string", format: "date-time" });
    },
  });
  const { definitions = {}, ...inline } = JSON.parse(
    JSON.stringify(made).replaceAll("#/definitions/", "#/components/schemas/"),
  ) as { definitions?: Record<string, object> };
  Object.assign(schemas, definitions);
  return inline;
}
