import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import {
  createPolicy,
  deletePolicy,
  getPolicy,
  listPolicies,
  policyChanges,
  presentPolicy,
  reorderPolicies,
  updatePolicy,
} from "./policies.ts";
import type { PolicyKind } from "./policy-kinds.ts";
import { permitted } from "./permitted.ts";
import type { Policy } from "./policy.ts";
import { invalidAttribute, parameterMissing } from "./refusal.ts";
import { originOf } from "./request-parts.ts";

/** Policies of a kind under /api/v2. Their list has the envelope of pages but comes whole. */
export function servePolicies(api: FastifyInstance, kind: PolicyKind): void {
  const { path, singular: root, plural, sides } = kind;
  const asked = (request: FastifyRequest): Policy =>
    getPolicy(kind, (request.params as { readonly id: string }).id);
  const shown = (request: FastifyRequest, policy: Policy): object =>
    presentPolicy(kind, policy, originOf(request));

  api.get(`/${path}`, (request) => ({
    [plural]: listPolicies(kind).map((policy) => shown(request, policy)),
    next_page: null,
    previous_page: null,
    count: kind.table.size,
  }));

  api.post(`/${path}`, (request, reply) => {
    const given = permitted(request, reply, {
      controller: path,
      action: "create",
      root,
      permits: policyChanges,
    });
    const policy = createPolicy(kind, given);
    void reply.code(201);
    return { [root]: shown(request, policy) };
  });

  api.get(`/${path}/definitions`, () => {
    const fields = kind.filterFields();
    return { definitions: Object.fromEntries(sides.map((side) => [side, fields])) };
  });

  api.put(`/${path}/reorder`, (request, reply) => {
    reorderPolicies(kind, orderIn(request, `${root}_ids`, `${path}/reorder`));
    return reply.code(200).send();
  });

  api.get(`/${path}/:id`, (request) => ({ [root]: shown(request, asked(request)) }));

  api.put(`/${path}/:id`, (request, reply) => {
    const action = { controller: path, action: "update", root, permits: policyChanges };
    const changes = permitted(request, reply, action);
    return { [root]: shown(request, updatePolicy(kind, asked(request), changes)) };
  });

  api.delete(`/${path}/:id`, (request, reply) => {
    deletePolicy(kind, asked(request));
    return reply.code(204).send();
  });
}

const givenIds = z.union([z.string(), z.array(z.union([z.string(), z.int()]))]);

/** In the query as the specification has them, or in the body as clients send them. */
function orderIn(request: FastifyRequest, name: string, action: string): readonly string[] {
  const query = request.query as Readonly<Record<string, unknown>>;
  const body = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  const given = body[name] ?? query[name] ?? query[`${name}[]`];
  if (given === undefined) throw parameterMissing(name);
  const { success, data } = givenIds.safeParse(given);
  if (!success) throw invalidAttribute(name, "must be an array", action);
  return [data].flat().flatMap((id) => String(id).split(","));
}
