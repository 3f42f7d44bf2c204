import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { invalidAttribute, parameterMissing, unreadableJson } from "./refusal.ts";

export type Action<Shape extends z.ZodObject> = {
  readonly controller: string;
  readonly action: string;
  readonly root: string;
  readonly permits: Shape;
};

/**
 * The part of a body that the action permits, `{ [root]: { … } }`. Other keys are ignored and named in
 * `x-zendesk-api-warn`; a value of the wrong type is refused.
 */
export function permitted<Shape extends z.ZodObject>(
  request: FastifyRequest,
  reply: FastifyReply,
  { controller, action, root, permits }: Action<Shape>,
): z.infer<Shape> {
  const body = request.body;
  if (typeof body === "string") throw unreadableJson();
  const { [root]: attributes, ...besides } = isHash(body) ? body : {};
  if (!isHash(attributes)) throw parameterMissing(root);

  const unpermitted = [
    ...Object.keys(attributes)
      .filter((key) => !(key in permits.shape))
      .map((key) => `${root}.${key}`),
    ...Object.keys(besides),
  ];
  if (unpermitted.length > 0)
    void reply.header("x-zendesk-api-warn", warning(controller, action, unpermitted));

  const { success, data, error } = permits.safeParse(attributes);
  if (success) return data;
  const [issue] = error.issues;
  const name = [root, ...(issue?.path ?? [])].join(".");
  throw invalidAttribute(name, `must be ${expected(issue)}`, `${controller}/${action}`);
}

function isHash(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function warning(controller: string, action: string, unpermitted: readonly string[]): string {
  const keys = unpermitted.map((key) => JSON.stringify(key).replaceAll(/[^\u0020-\u007e]/g, "?")).join(", ");
  return `{:allowed_parameters=>{:controller=>"${controller}", :action=>"${action}", :unpermitted_keys=>[${keys}], :invalid_values=>[]}}`;
}

const expectations: Readonly<Record<string, string>> = {
  string: "a string",
  boolean: "a boolean",
  int: "an integer",
  array: "an array",
  record: "a hash",
  object: "a hash",
};

function expected(issue: z.core.$ZodIssue | undefined): string {
  const type = issue?.code === "invalid_type" ? expectations[issue.expected] : undefined;
  return type ?? "one of the permitted values";
}
