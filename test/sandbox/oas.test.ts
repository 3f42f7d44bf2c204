import { existsSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { calling } from "./calling.ts";
import type { Answer, Calling } from "./calling.ts";

const file = new URL("../../../shared/zendesk/oas.yaml", import.meta.url);

type Json = { readonly [key: string]: Json } & { readonly $ref?: string };
type Oas = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly components: Json;
};

/** Where real answers are not what Zendesk's own specification says, and what it should say instead. */
const deviations: readonly { readonly schema: string; readonly property: string; readonly really: object }[] =
  [
    {
      schema: "OrganizationObject",
      property: "organization_fields",
      // Recorded lists have null for every unset field; checkboxes are booleans, multiselects are lists.
      really: {
        type: "object",
        additionalProperties: { type: ["string", "number", "boolean", "array", "null"] },
      },
    },
  ];

const id = 31204500002322;
type Served = {
  readonly method: string;
  readonly path: string;
  /** The path as the specification has it, where that is another. */
  readonly template?: string;
  readonly status: number;
  readonly body?: object;
};

const all = "/api/v2/organizations";
const one = { path: `${all}/${id}`, template: `${all}/{organization_id}` };
const tags = { path: `${one.path}/tags`, template: `${one.template}/tags` };
const fields = "/api/v2/organization_fields";
const field = { path: `${fields}/client_segment`, template: `${fields}/{organization_field_id}` };
const upsert = `${all}/create_or_update`;

/** Every endpoint that the sandbox serves. */
const served: readonly Served[] = [
  { method: "GET", path: all, status: 200 },
  { method: "GET", path: `${all}?page[size]=1`, template: all, status: 200 },
  { method: "POST", path: all, status: 201, body: { organization: { name: "New" } } },
  { method: "GET", ...one, status: 200 },
  {
    method: "PUT",
    ...one,
    status: 200,
    body: { organization: { details: "x", domain_names: ["x.example"] } },
  },
  { method: "DELETE", ...one, status: 204 },
  { method: "POST", path: upsert, status: 201, body: { organization: { name: "New", external_id: "C-2" } } },
  { method: "POST", path: upsert, status: 200, body: { organization: { name: "Acme", external_id: "C-1" } } },
  { method: "GET", path: `${all}/search?external_id=C-1`, template: `${all}/search`, status: 200 },
  { method: "GET", path: `${all}/show_many?ids=${id}`, template: `${all}/show_many`, status: 200 },
  { method: "GET", path: `${all}/autocomplete?name=ac`, template: `${all}/autocomplete`, status: 200 },
  { method: "GET", ...tags, status: 200 },
  { method: "POST", ...tags, status: 201, body: { tags: ["new"] } },
  { method: "PUT", ...tags, status: 200, body: { tags: ["new"] } },
  { method: "DELETE", ...tags, status: 200, body: { tags: ["new"] } },
  { method: "GET", path: fields, status: 200 },
  { method: "POST", path: fields, status: 201, body: { organization_field: { key: "new", title: "New" } } },
  { method: "GET", ...field, status: 200 },
  { method: "PUT", ...field, status: 200, body: { organization_field: { title: "Segment" } } },
  { method: "DELETE", ...field, status: 204 },
  { method: "GET", path: "/api/v2/users/me", status: 200 },
];

describe.skipIf(!existsSync(file))("held to Zendesk's OpenAPI specification, the sandbox", () => {
  const oas = existsSync(file) ? load() : undefined;
  const organizations = [
    { name: "Acme", external_id: "C-1", organization_fields: { client_segment: "segment_vip" } },
  ];

  it.each(served)("answers $method $path with a proper $status", async (endpoint) => {
    const { method, path, template = path, status, body } = endpoint;
    await using zendesk = await calling({ organizations });

    const answer = await zendesk.call(method, path, body);

    expect(answer.status).toBe(status);
    expect(problemsOf(oas!, answer, method, template)).toEqual([]);
  });

  it("says in the same words that an organization was updated too often", async () => {
    await using zendesk = await calling({ organizations });
    const put = (notes: string): Promise<Answer> => update(zendesk, notes);

    for (const notes of ["1", "2", "3", "4", "5"]) await put(notes);
    const answer = await put("6");

    expect(answer.status).toBe(429);
    expect(problemsOf(oas!, answer, "PUT", one.template)).toEqual([]);
    expect(oas!.paths[one.template]?.["put"]).toHaveProperty(
      ["responses", "429", "content", "application/json", "examples", "default", "value"],
      answer.body,
    );
  });

  it("would be caught if it answered otherwise", async () => {
    await using zendesk = await calling({ organizations });
    const answer = await zendesk.call("GET", one.path);
    const wrong = { ...answer, body: { organization: { name: 7 } } };

    expect(problemsOf(oas!, wrong, "GET", one.template)).toEqual(["/organization/name must be string"]);
  });
});

function update(zendesk: Calling, notes: string): Promise<Answer> {
  return zendesk.call("PUT", one.path, { organization: { notes } });
}

function load(): Oas {
  const oas = parse(readFileSync(file, "utf8")) as Oas;
  for (const { schema, property, really } of deviations) {
    const { properties } = oas.components["schemas"]![schema] as unknown as {
      properties: Record<string, object>;
    };
    properties[property] = really;
  }
  return oas;
}

/** What the specification has against this answer. */
function problemsOf(oas: Oas, answer: Answer, method: string, template: string): readonly string[] {
  const operation = oas.paths[template]?.[method.toLowerCase()];
  if (!operation) return [`${method} ${template} is not in the specification`];
  const response = operation["responses"]?.[String(answer.status)];
  if (!response) return [`${method} ${template} does not answer ${answer.status}`];
  const schema = response["content"]?.["application/json"]?.["schema"];
  if (!schema) return answer.text === "" ? [] : ["the answer should have no body"];

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
  return {
    ...inner,
    type: nullable === true && typeof type === "string" ? [type, "null"] : withNullable(type),
  };
}
