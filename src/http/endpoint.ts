import { z } from "zod";

import type { Operations } from "../operations/operations.ts";
import type { Act, Action, Operator } from "../operations/operator.ts";
import { NoSuch } from "../operations/refusals.ts";
import { readRequest, withoutEmpty } from "./read-request.ts";

type Answers = { readonly [Status in 200 | 202]?: z.ZodType };

/** What a route of the operations API is, for who answers it, who describes it and who tests it. */
type Declared<Params, Query, Body, Possible> = {
  readonly method: "GET" | "POST";
  /** As in `/api/jobs/:id`. */
  readonly path: string;
  /** What it amounts to: who may ask for it. */
  readonly action: Action;
  readonly tag: string;
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly answers: Possible;
  /** It may be as it is not to be for this: 409. */
  readonly mayBeLate?: boolean;
};

type Asked<Params, Query, Body> = {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The operator acts, for this reason. */
  readonly act: (reason?: string) => Act;
};

/** As it came: nobody looked at it yet. */
export type Unread = { readonly params: unknown; readonly query: unknown; readonly body: unknown };

export type Endpoint = Declared<z.ZodObject, z.ZodObject, z.ZodObject, Answers> & {
  readonly answer: (
    operations: Operations,
    operator: Operator,
    unread: Unread,
  ) => Promise<{ readonly status: number; readonly body: unknown }>;
};

const nothing = z.strictObject({});
type Nothing = typeof nothing;

/** Declares a route: what it takes is read before `run` sees it, what it answers is what it says it does. */
export function endpoint<
  Possible extends Answers,
  Params extends z.ZodObject = Nothing,
  Query extends z.ZodObject = Nothing,
  Body extends z.ZodObject = Nothing,
>({
  run,
  ...declared
}: Declared<Params, Query, Body, Possible> & {
  readonly run: (
    operations: Operations,
    asked: Asked<z.output<Params>, z.output<Query>, z.output<Body>>,
  ) => Promise<AnswerOf<Possible>>;
}): Endpoint {
  const params = declared.params ?? (nothing as unknown as Params);
  const query = declared.query ?? (nothing as unknown as Query);
  const body = declared.body ?? (nothing as unknown as Body);
  return {
    ...declared,
    answer: async (operations, operator, unread) =>
      await run(operations, {
        params: readParams(params, unread.params),
        query: readRequest(query, withoutEmpty(unread.query)),
        body: readRequest(body, unread.body),
        act: (reason = "") => ({ operator: operator.name, reason }),
      }),
  };
}

/** An address that cannot be anything's is one where nothing is. @throws NoSuch */
function readParams<Params extends z.ZodObject>(schema: Params, given: unknown): z.output<Params> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new NoSuch(`there is nothing by ${Object.values(given ?? {}).join(", ")}`);
}

type AnswerOf<Possible extends Answers> = {
  readonly [Status in keyof Possible]: {
    readonly status: Status;
    readonly body: Unchanging<z.output<NonNullable<Possible[Status]>>>;
  };
}[keyof Possible & number];

type Unchanging<Value> = Value extends Date
  ? Value
  : Value extends readonly (infer One)[]
    ? readonly Unchanging<One>[]
    : Value extends object
      ? { readonly [Key in keyof Value]: Unchanging<Value[Key]> }
      : Value;

/** It is as was asked for. */
export function done<Body>(body: Body): { readonly status: 200; readonly body: Body } {
  return { status: 200, body };
}

/** It will be. */
export function accepted<Body>(body: Body): { readonly status: 202; readonly body: Body } {
  return { status: 202, body };
}
