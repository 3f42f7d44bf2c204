import type { FastifyReply, FastifyRequest } from "fastify";

import { findOperator, type KnownOperator } from "../operations/find-operator.ts";
import { type Action, mayDo, type Operator, type Role, roles } from "../operations/operator.ts";
import { createFailedSignIns } from "./failed-sign-ins.ts";
import { Problem } from "./problems.ts";

/** Lets in whoever bears a token (RFC 6750) that may do this. @throws Problem */
export type Admit = (request: FastifyRequest, reply: FastifyReply, action: Action) => Operator;

export function createAdmit(operators: readonly KnownOperator[]): Admit {
  const failed = createFailedSignIns();

  return (request, reply, action) => {
    const refuse = (challenge: string, detail: string): Problem => {
      void reply.header("www-authenticate", `Bearer realm="los-sync"${challenge}`);
      return new Problem("unauthorized", detail);
    };
    if (operators.length === 0)
      throw refuse("", "the operations API is closed until OPS_TOKENS is set in the service's environment");
    if (failed.isTooMany(request.ip, Date.now()))
      throw new Problem("too-many-requests", "too many sign-ins failed from this address; wait a minute");

    const [, token] = /^Bearer +([^ ]+) *$/i.exec(request.headers.authorization ?? "") ?? [];
    if (token === undefined) throw refuse("", "send an operations token, as in Authorization: Bearer TOKEN");
    const operator = findOperator(token, operators);
    if (!operator) {
      failed.count(request.ip, Date.now());
      throw refuse(`, error="invalid_token"`, "nobody in OPS_TOKENS has this token");
    }
    if (mayDo(operator, action)) return operator;
    throw new Problem(
      "forbidden",
      `${operator.name} is ${operator.role}; this takes the role ${leastRoleFor(action)}`,
    );
  };
}

export function leastRoleFor(action: Action): Role | undefined {
  return roles.find((role) => mayDo({ name: "", role }, action));
}
