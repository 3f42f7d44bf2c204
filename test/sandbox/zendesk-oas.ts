import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import type { Answer } from "./calling.ts";

/** Zendesk's own specification; it is not part of the repository. */
export const oasFile = new URL("../../../shared/zendesk/oas.yaml", import.meta.url);

type Json = { readonly [key: string]: Json } & { readonly $ref?: string };
export type Oas = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly components: Json;
};

type Deviation = { readonly schema: string; readonly at: readonly string[]; readonly really: object };

/** Recorded definitions have numbers for values, and no target. */
const definitions = {
  type: "array",
  items: {
    type: "object",
    properties: {
      group: { type: "string" },
      title: { type: "string" },
      value: { type: "string" },
      operators: { type: "array", items: { type: "object", required: ["title", "value"] } },
      values: { type: "object", required: ["list", "type"] },
    },
    required: ["group", "operators", "title", "value", "values"],
  },
};

/** Where real answers are not what Zendesk's own specification says, and what it should say instead. */
const deviations: readonly Deviation[] = [
  {
    schema: "OrganizationObject",
    at: ["properties", "organization_fields"],
    // Recorded lists have null for every unset field; checkboxes are booleans, multiselects are lists.
    really: {
      type: "object",
      additionalProperties: { type: ["string", "number", "boolean", "array", "null"] },
    },
  },
  {
    schema: "JobStatusResultObject",
    at: ["oneOf", "3"],
    // Recorded rows of create_many have no index.
    really: {
      type: "object",
      properties: { status: { enum: ["Created"] }, id: { type: "integer" } },
      required: ["status", "id"],
    },
  },
  // Recorded policies without a description have null, and values of conditions that are numbers come as numbers.
  { schema: "SLAPolicyObject", at: ["properties", "description"], really: { type: ["string", "null"] } },
  {
    schema: "SLAPolicyFilterConditionObject",
    at: ["properties", "value"],
    really: { type: ["string", "integer", "array", "null"] },
  },
  {
    schema: "SLAPolicyFilterDefinitionResponse",
    at: ["properties", "definitions"],
    really: { type: "object", properties: { all: definitions, any: definitions }, required: ["all", "any"] },
  },
];

/** What recorded tickets have null for. */
const nullsOfTickets: readonly Deviation[] = Object.entries({
  forum_topic_id: { type: ["integer", "null"] },
  recipient: { type: ["string", "null"] },
  satisfaction_rating: { type: ["object", "null"] },
  type: { enum: ["problem", "incident", "question", "task", null] },
}).map(([key, really]) => ({ schema: "TicketObject", at: ["properties", key], really }));

/** The specification, put right where recorded answers differ. */
export function loadOas(): Oas {
  const oas = parse(readFileSync(oasFile, "utf8")) as Oas;
  for (const { schema, at, really } of [...deviations, ...nullsOfTickets]) {
    const [parent = "", key = ""] = at;
    const place = oas.components["schemas"]![schema]![parent] as unknown as Record<string, object>;
    place[key] = really;
  }
  return oas;
}

/** What the specification has against this answer. */
export function problemsOf(oas: Oas, answer: Answer, method: string, template: string): readonly string[] {
  const operation = oas.paths[template]?.[method.toLowerCase()];
  if (!operation) return [`${method} ${template} is not in the specification`];
  const response = operation["responses"]?.[String(answer.status)];
  if (!response) return [`${method} ${template} does not answer ${answer.status}`];
  const schema = response["content"]?.["application/json"]?.["schema"];
  const isEmpty = !schema || (schema["example"] as unknown) === "";
  if (isEmpty) return answer.text === "" ? [] : ["the answer should have no body"];

  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: "oas", components: withNullable(oas.components) });
  const validate = ajv.compile({ $ref: `oas${schema.$ref ?? ""}` });
  validate(answer.body);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** OpenAPI 3.0 says `nullable` where JSON Schema says that null is one of the types. */
function withNullable(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withNullable);
  if (typeof node !== "object" || node === null) return node;
  const { nullable, type, ...rest } = node as { readonly nullable?: boolean; readonly type?: unknown };
  const inner = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, withNullable(value)]));
  if (type === undefined) return inner;
  const { enum: values } = inner;
  return {
    ...inner,
    ...(nullable === true && Array.isArray(values) ? { enum: [...values, null] } : {}),
    type: nullable === true && typeof type === "string" ? [type, "null"] : withNullable(type),
  };
}
