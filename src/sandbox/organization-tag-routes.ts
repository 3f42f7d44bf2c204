import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Account, Organization } from "./account.ts";
import { cleanTags, updateOrganization } from "./organizations.ts";
import { parameterMissing, recordNotFound, unreadableJson } from "./refusal.ts";
import { idIn } from "./request-parts.ts";

const tagsBody = z.object({ tags: z.union([z.array(z.string()), z.string().transform((tags) => [tags])]) });

/** The tags of an organization: POST sets them, PUT adds, DELETE removes (Zendesk API reference, Tags). */
export function serveOrganizationTags(api: FastifyInstance, account: Account): void {
  const asked = (request: FastifyRequest): Organization => {
    const organization = account.organizations.get(idIn(request, "tags"));
    if (!organization) throw recordNotFound();
    return organization;
  };

  const tagged = (organization: Organization, tags: readonly string[]): object => ({
    tags: updateOrganization(account, organization, { tags: [...tags] }).tags,
  });

  api.get("/organizations/:id/tags", (request) => ({ tags: asked(request).tags }));

  api.post("/organizations/:id/tags", (request, reply) => {
    void reply.code(201);
    return tagged(asked(request), tagsIn(request));
  });

  api.put("/organizations/:id/tags", (request) => {
    const organization = asked(request);
    return tagged(organization, [...organization.tags, ...tagsIn(request)]);
  });

  api.delete("/organizations/:id/tags", (request) => {
    const organization = asked(request);
    const removed = tagsIn(request);
    return tagged(
      organization,
      organization.tags.filter((tag) => !removed.includes(tag)),
    );
  });
}

function tagsIn(request: FastifyRequest): readonly string[] {
  if (typeof request.body === "string") throw unreadableJson();
  const { success, data } = tagsBody.safeParse(request.body);
  if (!success) throw parameterMissing("tags");
  return cleanTags(data.tags);
}
