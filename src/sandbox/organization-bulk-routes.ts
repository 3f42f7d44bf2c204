import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { creatingOrganizations, deletingOrganizations, updatingOrganizations } from "./bulk-organizations.ts";
import type { OrganizationKey, OrganizationUpdate } from "./bulk-organizations.ts";
import { organizationChanges } from "./organizations.ts";
import { permitted, permittedRows, warn } from "./permitted.ts";
import type { RateLimits } from "./rate-limits.ts";
import { queueWork } from "./queue-work.ts";
import type { QueueParts } from "./queue-work.ts";
import { parameterMissing } from "./refusal.ts";
import { idsIn, listIn } from "./request-parts.ts";

export type BulkParts = QueueParts & { readonly limits: RateLimits };

const controller = "organizations";
const keyed = organizationChanges.extend({ id: z.exactOptional(z.int().nullable()) });

/** Many organizations at once: a job is answered, and does it (Zendesk API reference, Organizations). */
export function serveOrganizationBulk(api: FastifyInstance, parts: BulkParts): void {
  const { account, limits } = parts;

  api.post("/organizations/create_many", (request, reply) => {
    const rows = permittedRows(request, reply, {
      controller,
      action: "create_many",
      root: "organizations",
      permits: organizationChanges,
    });
    return queueWork(parts, request, reply, creatingOrganizations(account, rows));
  });

  api.put("/organizations/update_many", (request, reply) => {
    const keys = keysIn(request, "update_many");
    const updates = keys ? sameForAll(request, reply, keys) : oneForEach(request, reply);
    return queueWork(parts, request, reply, updatingOrganizations(account, limits, updates));
  });

  api.delete("/organizations/destroy_many", (request, reply) => {
    const keys = keysIn(request, "destroy_many");
    if (!keys) throw parameterMissing("ids");
    warn(reply, { controller, action: "destroy_many" }, Object.keys(Object(request.body)));
    return queueWork(parts, request, reply, deletingOrganizations(account, keys));
  });
}

/** `?ids=` or `?external_ids=`. */
function keysIn(request: FastifyRequest, action: string): readonly OrganizationKey[] | undefined {
  const ids = idsIn(request, `${controller}/${action}`);
  if (ids) return ids.map((id) => ({ id }));
  return listIn(request, "external_ids")?.map((externalId) => ({ externalId }));
}

function sameForAll(
  request: FastifyRequest,
  reply: FastifyReply,
  keys: readonly OrganizationKey[],
): readonly OrganizationUpdate[] {
  const changes = permitted(request, reply, {
    controller,
    action: "update_many",
    root: "organization",
    permits: organizationChanges,
  });
  return keys.map((key) => ({ key, changes }));
}

function oneForEach(request: FastifyRequest, reply: FastifyReply): readonly OrganizationUpdate[] {
  const rows = permittedRows(request, reply, {
    controller,
    action: "update_many",
    root: "organizations",
    permits: keyed,
  });
  return rows.map(({ id, ...changes }) => ({
    key: id == null ? { externalId: changes.external_id ?? "" } : { id },
    changes,
  }));
}
