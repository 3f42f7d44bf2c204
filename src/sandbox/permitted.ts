import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { invalidAttribute, parameterMissing, tooManyValues, unreadableJson } from "./refusal.ts";

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
  action: Action<Shape>,
): z.infer<Shape> {
  const { [action.root]: attributes, ...besides } = hashIn(request.body);
  if (!isHash(attributes)) throw parameterMissing(action.root);
  warn(reply, action, [...unpermitted(attributes, action), ...Object.keys(besides)]);
  return understood(attributes, action);
}

/** The same for a list, `{ [root]: [{ … }] }`; recorded refusals of a long one do not name the parameter. */
export function permittedRows<Shape extends z.ZodObject>(
  request: FastifyRequest,
  reply: FastifyReply,
  action: Action<Shape>,
): readonly z.infer<Shape>[] {
  const { [action.root]: rows, ...besides } = hashIn(request.body);
  if (!Array.isArray(rows) || rows.length === 0) throw parameterMissing(action.root);
  if (rows.length > maxRows) throw tooManyValues("", maxRows);
  const ignored = new Set(rows.flatMap((row) => unpermitted(row, action)));
  warn(reply, action, [...ignored, ...Object.keys(besides)]);
  return rows.map((row) => understood(row, action));
}

const maxRows = 100;

/** Names what the action ignores. */
export function warn(
  reply: FastifyReply,
  { controller, action }: Pick<Action<z.ZodObject>, "controller" | "action">,
  ignored: readonly string[],
): void {
  if (ignored.length > 0) void reply.header("x-zendesk-api-warn", warning(controller, action, ignored));
}

function hashIn(body: unknown): Record<string, unknown> {
  if (typeof body === "string") throw unreadableJson();
  return isHash(body) ? body : {};
}

function unpermitted(attributes: unknown, { root, permits }: Action<z.ZodObject>): readonly string[] {
  if (!isHash(attributes)) return [];
  return Object.keys(attributes)
    .filter((key) => !(key in permits.shape))
    .map((key) => `${root}.${key}`);
}

function understood<Shape extends z.ZodObject>(
  attributes: unknown,
  { controller, action, root, permits }: Action<Shape>,
): z.infer<Shape> {
  const { success, data, error } = permits.safeParse(attributes);
  if (success) return data;
  const [issue] = error.issues;
  const name = [root, ...(issue?.path ?? [])].join(".");
  throw invalidAttribute(name, `must be ${expected(issue)}`, `${controller}/${action}`);
}

function isHash(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function warning(controller: string, action: string, ignored: readonly string[]): string {
  const keys = ignored.map((key) => JSON.stringify(key).replaceAll(/[^\u0020-\u007e]/g, "?")).join(", ");
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
