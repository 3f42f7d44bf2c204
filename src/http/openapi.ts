import type { StaticDocumentSpec } from "@fastify/swagger";
import { z } from "zod";

import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import { accountingSchemas } from "./accounting-schemas.ts";
import { describeOperations, operatorToken } from "./operations-description.ts";
import { zendeskDescription } from "./zendesk-description.ts";

const summaries = {
  "new-client": "A new client: its organization appears in Zendesk",
  assignments: "A reply to the notification: who serves the client, and its ids",
  "segment-changes": "Clients move to another segment, now or at a given time",
} as const;

const refusals = {
  400: "Malformed: the body is not JSON",
  401: "The signature is missing or does not fit, or its timestamp is more than five minutes off",
  405: "Another method than POST",
  413: "Larger than 256 KiB",
  415: "Not application/json in UTF-8",
  422: "Well-formed but invalid; `errors` names each field",
  429: "Too many requests",
  503: "Could not be made durable; send it again after Retry-After seconds",
} as const;

type Schemas = NonNullable<
  NonNullable<Extract<StaticDocumentSpec["document"], { openapi: string }>["components"]>["schemas"]
>;
type Schema = Schemas[string];

/** The description at /docs, made from the schemas that check what comes in. */
export function openapi(catalogue: Catalogue): StaticDocumentSpec["document"] {
  const schemas = accountingSchemas(catalogue);
  const operations = describeOperations();
  const paths = Object.entries(summaries).map(([kind, summary]) => [
    `/webhooks/accounting/${kind}`,
    {
      post: {
        tags: ["accounting"],
        summary,
        description:
          "Signed by the Standard Webhooks specification. An absent field says nothing, null clears. 202 means the message is durable; sending it again does no harm.",
        parameters: ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => ({
          name,
          in: "header",
          required: true,
          schema: { type: "string" },
        })),
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: z.toJSONSchema(schemas[kind as keyof typeof summaries], {
                io: "input",
                target: "openapi-3.0",
              }),
            },
          },
        },
        responses: answers("Accepted", "Durable", refusals),
      },
    },
  ]);

  return {
    openapi: "3.0.3",
    info: {
      title: "los-sync",
      version: "0.1.0",
      description: "Keeps Zendesk true to the level of service a company promised each client.",
    },
    paths: {
      ...Object.fromEntries(paths),
      "/webhooks/zendesk": {
        post: {
          tags: ["zendesk"],
          ...zendeskDescription,
          responses: answers("AcceptedEvent", "Durable, or of no use to us", {
            401: refusals[401],
            405: refusals[405],
            413: refusals[413],
            429: refusals[429],
            503: refusals[503],
          }),
        },
      },
      "/livez": {
        get: {
          tags: ["health"],
          summary: "The process runs",
          responses: { 200: { description: "It does" } },
        },
      },
      "/readyz": {
        get: {
          tags: ["health"],
          summary: "Messages can be taken; what this process stands on, one by one",
          responses: { 200: { description: "They can" }, 503: { description: "They cannot" } },
        },
      },
      "/metrics": {
        get: {
          tags: ["health"],
          summary: "What is counted, as Prometheus reads it",
          responses: { 200: { description: "All of it", content: { "text/plain": {} } } },
        },
      },
      ...operations.paths,
    },
    components: {
      schemas: { Accepted: accepted, AcceptedEvent: acceptedEvent, Problem: problem, ...operations.schemas },
      securitySchemes: { operatorToken },
    },
  };
}

const duplicate: Schema = {
  type: "boolean",
  description: "The same message came before; nothing happens a second time",
};

const accepted: Schema = {
  type: "object",
  required: ["id", "duplicate"],
  properties: {
    id: { type: "string", description: "The message's id: its webhook-id" },
    duplicate,
    ignored: { type: "array", items: { type: "string" }, description: "Keys that mean nothing to us" },
  },
};

const acceptedEvent: Schema = {
  type: "object",
  required: ["id", "duplicate"],
  properties: {
    id: { type: "string", description: "The event's id, or that of its delivery where it has none" },
    duplicate,
    ignored: { type: "boolean", enum: [true], description: "It is about nothing we look at: not kept" },
  },
};

const problem: Schema = {
  type: "object",
  description: "RFC 9457 problem details",
  required: ["type", "title", "status", "code", "detail"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", description: "Stable: for programs" },
    detail: { type: "string", description: "For people" },
    errors: {
      type: "array",
      items: { type: "object", properties: { path: { type: "string" }, message: { type: "string" } } },
    },
  },
};

function answers(schema: string, words: string, noes: Readonly<Record<string, string>>) {
  return {
    202: answer(words, "application/json", schema),
    ...Object.fromEntries(
      Object.entries(noes).map(([status, no]) => [status, answer(no, "application/problem+json", "Problem")]),
    ),
  };
}

function answer(description: string, type: string, schema: string) {
  return { description, content: { [type]: { schema: { $ref: `#/components/schemas/${schema}` } } } };
}
