import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { organizationChanges } from "./organizations.ts";
import { policyChanges } from "./policies.ts";
import { idIn } from "./request-parts.ts";
import type { Sandbox } from "./sandbox.ts";
import { scheduleEdit } from "./schedules.ts";
import { newTicket, ticketUpdate } from "./tickets.ts";
import { understood } from "./understood.ts";

type Records<New extends z.ZodObject, Edit extends z.ZodObject> = {
  readonly plural: string;
  readonly singular: string;
  readonly creation: New;
  readonly edit: Edit;
  readonly create: (given: z.output<New>) => object;
  readonly change: (id: number, edit: z.output<Edit>) => object;
  readonly remove: (id: number) => void;
};

const newOrder = z.strictObject({ sla_policy_ids: z.array(z.int()) });

/** Under /sandbox, what people do in Zendesk's own pages. Unlike the API it refuses keys that it does not know. */
export function controlRecords(scope: FastifyInstance, sandbox: Sandbox): void {
  editable(scope, {
    plural: "organizations",
    singular: "organization",
    creation: organizationChanges,
    edit: organizationChanges,
    create: (given) => sandbox.createOrganization(given),
    change: (id, edit) => sandbox.editOrganization(id, edit),
    remove: (id) => sandbox.deleteOrganization(id),
  });
  editable(scope, {
    plural: "tickets",
    singular: "ticket",
    creation: newTicket,
    edit: ticketUpdate,
    create: (given) => sandbox.createTicket(given),
    change: (id, edit) => sandbox.editTicket(id, edit),
    remove: (id) => sandbox.deleteTicket(id),
  });
  editable(scope, {
    plural: "policies",
    singular: "sla_policy",
    creation: policyChanges,
    edit: policyChanges,
    create: (given) => sandbox.createPolicy(given),
    change: (id, edit) => sandbox.editPolicy(id, edit),
    remove: (id) => sandbox.deletePolicy(id),
  });
  scope.put("/sandbox/policies/reorder", (request, reply) => {
    sandbox.reorderPolicies(understood(newOrder, request.body).sla_policy_ids);
    return reply.code(204).send();
  });
  editable(scope, {
    plural: "schedules",
    singular: "schedule",
    creation: scheduleEdit,
    edit: scheduleEdit,
    create: (given) => sandbox.createSchedule(given),
    change: (id, edit) => sandbox.editSchedule(id, edit),
    remove: (id) => sandbox.deleteSchedule(id),
  });
}

function editable<New extends z.ZodObject, Edit extends z.ZodObject>(
  scope: FastifyInstance,
  { plural, singular, creation, edit, create, change, remove }: Records<New, Edit>,
): void {
  const path = `/sandbox/${plural}`;
  const given = <Shape extends z.ZodObject>(permits: Shape, body: unknown): z.output<Shape> =>
    understood(z.strictObject({ [singular]: z.strictObject(permits.shape) }), body)[
      singular
    ] as z.output<Shape>;

  scope.post(path, (request, reply) => {
    const row = create(given(creation, request.body));
    void reply.code(201);
    return { [singular]: row };
  });
  scope.put(`${path}/:id`, (request) => ({
    [singular]: change(idIn(request, plural), given(edit, request.body)),
  }));
  scope.delete(`${path}/:id`, (request, reply) => {
    remove(idIn(request, plural));
    return reply.code(204).send();
  });
}
