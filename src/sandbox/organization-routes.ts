import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Account, Organization } from "./account.ts";
import { sameAs } from "./account.ts";
import {
  createOrganization,
  organizationChanges,
  presentOrganization,
  updateOrganization,
} from "./organizations.ts";
import { offsetPage, paginate } from "./pagination.ts";
import { permitted } from "./permitted.ts";
import type { RateLimits } from "./rate-limits.ts";
import { invalidAttribute, parameterMissing, recordNotFound } from "./refusal.ts";
import { addressOf, idIn, listIn, originOf, queryOf } from "./request-parts.ts";

const controller = "organizations";
const root = "organization";

/** Organizations under /api/v2 (Zendesk API reference, Organizations). */
export function serveOrganizations(api: FastifyInstance, account: Account, limits: RateLimits): void {
  const shown = (request: FastifyRequest) => (organization: Organization) =>
    presentOrganization(account, organization, originOf(request));

  const listed = (request: FastifyRequest, organizations: readonly Organization[]): object =>
    offsetPage(
      organizations,
      { key: "organizations", address: addressOf(request), query: queryOf(request) },
      shown(request),
    );

  const asked = (request: FastifyRequest): Organization => {
    const organization = account.organizations.get(idIn(request, controller));
    if (!organization) throw recordNotFound();
    return organization;
  };

  const updated = (
    organization: Organization,
    changes: z.infer<typeof organizationChanges>,
  ): Organization => {
    limits.takeOrganizationUpdate(organization.id);
    return updateOrganization(account, organization, changes);
  };

  api.get("/organizations", (request) =>
    paginate(
      account.organizations,
      { key: "organizations", address: addressOf(request), query: queryOf(request) },
      shown(request),
    ),
  );

  api.post("/organizations", (request, reply) => {
    const changes = permitted(request, reply, {
      controller,
      action: "create",
      root,
      permits: organizationChanges,
    });
    void reply.code(201);
    return { organization: shown(request)(createOrganization(account, changes)) };
  });

  api.post("/organizations/create_or_update", (request, reply) => {
    const { id, ...changes } = permitted(request, reply, {
      controller,
      action: "create_or_update",
      root,
      permits: organizationChanges.extend({ id: z.exactOptional(z.int().nullable()) }),
    });
    const known =
      account.organizations.get(id ?? 0) ??
      account.organizations.findBy("external_id", sameAs(changes.external_id ?? ""));
    void reply.code(known ? 200 : 201);
    const organization = known ? updated(known, changes) : createOrganization(account, changes);
    return { organization: shown(request)(organization) };
  });

  api.get("/organizations/search", (request) => {
    const { name, external_id: externalId } = queryOf(request);
    if (name !== undefined && externalId !== undefined) {
      throw invalidAttribute("name", "cannot be combined with external_id", `${controller}/search`);
    }
    if (name === undefined && externalId === undefined) throw parameterMissing("name");
    const found =
      name === undefined
        ? account.organizations.findBy("external_id", sameAs(externalId ?? ""))
        : account.organizations.findBy("name", sameAs(name));
    return listed(request, found ? [found] : []);
  });

  api.get("/organizations/autocomplete", (request) => {
    const { name } = queryOf(request);
    if (name === undefined) throw parameterMissing("name");
    return listed(
      request,
      account.organizations
        .list()
        .filter((organization) => sameAs(organization.name).startsWith(sameAs(name))),
    );
  });

  api.get("/organizations/show_many", (request) => {
    const found =
      listIn(request, "ids")?.map((id) => account.organizations.get(Number(id))) ??
      listIn(request, "external_ids")?.map((externalId) =>
        account.organizations.findBy("external_id", sameAs(externalId)),
      );
    if (!found) throw parameterMissing("ids");
    return listed(request, [...new Set(found.filter((organization) => organization !== undefined))]);
  });

  api.get("/organizations/:id", (request) => ({ organization: shown(request)(asked(request)) }));

  api.put("/organizations/:id", (request, reply) => {
    const changes = permitted(request, reply, {
      controller,
      action: "update",
      root,
      permits: organizationChanges,
    });
    return { organization: shown(request)(updated(asked(request), changes)) };
  });

  api.delete("/organizations/:id", (request, reply) => {
    account.organizations.remove(asked(request).id);
    return reply.code(204).send();
  });
}
