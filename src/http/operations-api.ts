import type { FastifyInstance, FastifyRequest } from "fastify";

import type { KnownOperator } from "../operations/find-operator.ts";
import type { Operations } from "../operations/operations.ts";
import type { Operator } from "../operations/operator.ts";
import { BadCursor, NoSuch, NotNow, Unfit } from "../operations/refusals.ts";
import { createAdmit } from "./bearer.ts";
import { bytesOf, takeBytes } from "./body-bytes.ts";
import { operationsEndpoints } from "./operations-endpoints.ts";
import { parseJson } from "./parse-json.ts";
import { Problem } from "./problems.ts";
import { requireJson } from "./require-json.ts";
import type { Presence } from "./presence.ts";

export type OperationsPorts = {
  readonly operations: Operations;
  /** Whose tokens are taken; empty: nobody's. */
  readonly operators: readonly KnownOperator[];
  readonly presence: Presence;
};

/** Larger bodies are refused unread (bytes). */
const bodyLimit = 16 * 1024;

/**
 * /api: who asks is found out before anything is read. Only the Authorization header counts: a cookie goes along with what
 * a strange page makes a browser send.
 */
export function operationsApi(
  app: FastifyInstance,
  { operations, operators, presence: { whileUp, unlessAway } }: OperationsPorts,
): void {
  const admit = createAdmit(operators);
  takeBytes(app, bodyLimit);
  app.decorateRequest("operator");

  for (const { method, path, action, answer } of operationsEndpoints) {
    app.route({
      method,
      url: path,
      bodyLimit,
      onRequest: async (request, reply) => {
        void reply.header("cache-control", "no-store");
        request.setDecorator("operator", admit(request, reply, action));
      },
      handler: async (request, reply) => {
        const operator = request.getDecorator<Operator>("operator");
        const unread = { params: request.params, query: request.query, body: bodyOf(request) };
        const work = whileUp(answer(operations, operator, unread));
        const { status, body } = await work.catch(async (err: unknown) => {
          throw refusalOf(err) ?? (await unlessAway(err));
        });
        if (action !== "look") {
          const { name, role } = operator;
          request.log.info({ operator: name, role, action, path, of: request.params }, "operations.acted");
        }
        return await reply.status(status).send(body);
      },
    });
  }
}

/** Where nothing has to be said, nothing need be sent. @throws Problem */
function bodyOf(request: FastifyRequest): unknown {
  const body = bytesOf(request);
  if (body.length === 0 && request.headers["content-type"] === undefined) return {};
  requireJson(request);
  return parseJson(body);
}

function refusalOf(err: unknown): Problem | undefined {
  if (err instanceof Problem) return err;
  if (err instanceof NoSuch) return new Problem("not-found", err.message, { cause: err });
  if (err instanceof NotNow) return new Problem("not-now", err.message, { cause: err });
  if (err instanceof Unfit) return new Problem("invalid-request", err.message, { cause: err });
  if (err instanceof BadCursor) {
    const errors = [{ path: "cursor", message: "must be the nextCursor of the page before" }];
    return new Problem("invalid-request", err.message, { cause: err, errors });
  }
  return undefined;
}
