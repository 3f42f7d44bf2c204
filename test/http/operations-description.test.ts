import { Ajv } from "ajv";
import formats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { operationsEndpoints } from "../../src/http/operations-endpoints.ts";
import { operators } from "../support/operators.ts";
import { type AppUnderTest, startApp } from "./app-under-test.ts";
import { ask, exampleOf, oneOfEverything } from "./asking.ts";

type Content = { readonly content?: Record<string, { readonly schema: object }> };
type Operation = {
  readonly security: readonly object[];
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: object }[];
  readonly requestBody?: Content;
  readonly responses: Record<string, Content>;
};
type Document = {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: object; readonly securitySchemes: object };
};

const endpoints = operationsEndpoints.map((one) => [`${one.method} ${one.path}`, one] as const);

let under: AppUnderTest;
let document: Document;
beforeAll(async () => {
  under = await startApp({ operations: oneOfEverything(), operators });
  document = (await under.app.inject("/docs/json")).json<Document>();
});
afterAll(async () => await under.app.close());

const operationOf = ({ method, path }: { method: string; path: string }): Operation =>
  document.paths[path.replaceAll(/:(\w+)/g, "{$1}")]![method.toLowerCase()]!;

/** OpenAPI 3.0 says `nullable` beside what else it may be; JSON Schema knows types only. */
function asJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJsonSchema);
  if (typeof value !== "object" || value === null) return value;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, asJsonSchema(inner)]),
  );
  return nullable === true ? { anyOf: [rest, { type: "null" }] } : rest;
}

function validatorOf(schema: object) {
  const ajv = formats.default(new Ajv({ strict: false, allErrors: true }));
  return ajv.compile({ ...(asJsonSchema(schema) as object), components: asJsonSchema(document.components) });
}

describe("the description of the operations API", () => {
  it("has every route of the table, which is what is served", () => {
    const described = Object.entries(document.paths)
      .filter(([path]) => path.startsWith("/api/"))
      .flatMap(([path, one]) => Object.keys(one).map((method) => `${method.toUpperCase()} ${path}`));

    expect(described.toSorted()).toEqual(
      endpoints.map(([name]) => name.replaceAll(/:(\w+)/g, "{$1}")).toSorted(),
    );
    expect(endpoints.filter(([, { method, path }]) => !under.app.hasRoute({ method, url: path }))).toEqual(
      [],
    );
  });

  it("asks for a bearer token everywhere", () => {
    expect(document.components.securitySchemes).toMatchObject({
      operatorToken: { type: "http", scheme: "bearer" },
    });
    expect(endpoints.filter(([, one]) => operationOf(one).security.length !== 1)).toEqual([]);
  });

  it.each(endpoints)("has the answer of %s as it is", async (_, one) => {
    const { url, body } = exampleOf(one);

    const response = await ask(under, url, body && { body });
    const { schema } = operationOf(one).responses[response.statusCode]!.content!["application/json"]!;
    const validate = validatorOf(schema);

    validate(response.json());
    expect(validate.errors).toBeNull();
    expect(validate({ ...response.json<object>(), more: 1 })).toBe(false);
  });

  it.each(endpoints.filter(([, { method }]) => method === "POST"))(
    "tells a body that %s takes from others",
    (_, one) => {
      const { body } = exampleOf(one);
      const validate = validatorOf(operationOf(one).requestBody!.content!["application/json"]!.schema);

      validate(body);
      expect(validate.errors).toBeNull();
      expect(validate({ ...body, more: 1 })).toBe(false);
      expect(validate({ ...body, reason: 7 })).toBe(false);
    },
  );

  it.each([
    ["GET", "/api/jobs", ["200", "401", "405", "422", "429", "503"]],
    ["GET", "/api/jobs/:id", ["200", "401", "404", "405", "422", "429", "503"]],
    [
      "POST",
      "/api/jobs/retry",
      ["200", "202", "400", "401", "403", "405", "413", "415", "422", "429", "503"],
    ],
    [
      "POST",
      "/api/jobs/:id/discard",
      ["200", "400", "401", "403", "404", "405", "409", "413", "415", "422", "429", "503"],
    ],
  ])("names every answer of %s %s", (method, path, answers) => {
    expect(Object.keys(operationOf({ method, path }).responses)).toEqual(answers);
  });

  it("names what jobs are filtered by", () => {
    expect(operationOf({ method: "GET", path: "/api/jobs" }).parameters.map(({ name }) => name)).toEqual([
      "state",
      "cause",
      "kind",
      "clientId",
      "since",
      "until",
      "ticketId",
      "attempts",
      "limit",
      "cursor",
    ]);
  });
});
