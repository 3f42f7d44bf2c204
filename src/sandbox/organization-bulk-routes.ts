import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Account } from "./account.ts";
import { creatingOrganizations, deletingOrganizations, updatingOrganizations } from "./bulk-organizations.ts";
import type { OrganizationKey, OrganizationUpdate } from "./bulk-organizations.ts";
import { presentJob } from "./job-routes.ts";
import type { Jobs } from "./jobs.ts";
import { organizationChanges } from "./organizations.ts";
import { permitted, permittedRows, warn } from "./permitted.ts";
import type { RateLimits } from "./rate-limits.ts";
import { invalidAttribute, parameterMissing, tooManyValues } from "./refusal.ts";
import { originOf, queryOf } from "./request-parts.ts";
import type { Work } from "./work.ts";

export type BulkParts = {
  readonly account: Account;
  readonly limits: RateLimits;
  readonly jobs: Jobs;
  /** Of the addresses of jobs; without it, that of the request. */
  readonly jobUrlOrigin: string | undefined;
};

const controller = "organizations";
const keyed = organizationChanges.extend({ id: z.exactOptional(z.int().nullable()) });

/** Many organizations at once: a job is answered, and does it (Zendesk API reference, Organizations). */
export function serveOrganizationBulk(api: FastifyInstance, parts: BulkParts): void {
  const { account, limits, jobs, jobUrlOrigin } = parts;

  const queued = (request: FastifyRequest, reply: FastifyReply, work: Work): object => {
    const job = jobs.enqueue(work);
    account.touch();
    void reply.headers(jobs.headers());
    return { job_status: presentJob(job, jobUrlOrigin ?? originOf(request)) };
  };

  api.post("/organizations/create_many", (request, reply) => {
    const rows = permittedRows(request, reply, {
      controller,
      action: "create_many",
      root: "organizations",
      permits: organizationChanges,
    });
    return queued(request, reply, creatingOrganizations(account, rows));
  });

  api.put("/organizations/update_many", (request, reply) => {
    const keys = keysIn(request, "update_many");
    const updates = keys ? sameForAll(request, reply, keys) : oneForEach(request, reply);
    return queued(request, reply, updatingOrganizations(account, limits, updates));
  });

  api.delete("/organizations/destroy_many", (request, reply) => {
    const keys = keysIn(request, "destroy_many");
    if (!keys) throw parameterMissing("ids");
    warn(reply, { controller, action: "destroy_many" }, Object.keys(Object(request.body)));
    return queued(request, reply, deletingOrganizations(account, keys));
  });
}

/** `?ids=` or `?external_ids=`, up to a hundred, each once. */
function keysIn(request: FastifyRequest, action: string): readonly OrganizationKey[] | undefined {
  const { ids, external_ids: externalIds } = queryOf(request);
  if (ids === undefined && externalIds === undefined) return undefined;
  const wanted = [...new Set((ids ?? externalIds ?? "").split(","))];
  if (wanted.length > 100) throw tooManyValues(ids === undefined ? "external_ids" : "ids", 100);
  if (ids === undefined) return wanted.map((externalId) => ({ externalId }));
  if (!wanted.every((id) => /^\d+$/.test(id))) {
    throw invalidAttribute("ids", "must be integers", `${controller}/${action}`);
  }
  return wanted.map((id) => ({ id: Number(id) }));
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
