import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Account, OrganizationField } from "./account.ts";
import {
  createOrganizationField,
  deleteOrganizationField,
  findOrganizationField,
  listOrganizationFields,
  newOrganizationField,
  organizationFieldChanges,
  presentOrganizationField,
  updateOrganizationField,
} from "./organization-fields.ts";
import { paginate } from "./pagination.ts";
import { permitted } from "./permitted.ts";
import { recordNotFound } from "./refusal.ts";
import { addressOf, originOf, queryOf } from "./request-parts.ts";

const controller = "organization_fields";
const root = "organization_field";

/** Organization fields under /api/v2 (Zendesk API reference, Organization Fields). */
export function serveOrganizationFields(api: FastifyInstance, account: Account): void {
  const asked = (request: FastifyRequest): OrganizationField => {
    const { idOrKey } = request.params as { readonly idOrKey: string };
    const field = findOrganizationField(account, idOrKey);
    if (!field) throw recordNotFound();
    return field;
  };

  api.get("/organization_fields", (request) =>
    paginate(
      listOrganizationFields(account),
      { key: "organization_fields", address: addressOf(request), query: queryOf(request) },
      (field) => presentOrganizationField(field, originOf(request)),
    ),
  );

  api.get("/organization_fields/:idOrKey", (request) => ({
    organization_field: presentOrganizationField(asked(request), originOf(request)),
  }));

  /** A new field says 9999 until its place is known: in recordings the next answer has its true position. */
  api.post("/organization_fields", (request, reply) => {
    const given = permitted(request, reply, {
      controller,
      action: "create",
      root,
      permits: newOrganizationField,
    });
    const field = createOrganizationField(account, given);
    void reply.code(201);
    return {
      organization_field: presentOrganizationField(
        { ...field, position: given.position ?? 9999 },
        originOf(request),
      ),
    };
  });

  api.put("/organization_fields/:idOrKey", (request, reply) => {
    const changes = permitted(request, reply, {
      controller,
      action: "update",
      root,
      permits: organizationFieldChanges,
    });
    const field = updateOrganizationField(account, asked(request), changes);
    return { organization_field: presentOrganizationField(field, originOf(request)) };
  });

  api.delete("/organization_fields/:idOrKey", (request, reply) => {
    deleteOrganizationField(account, asked(request));
    return reply.code(204).send();
  });
}
