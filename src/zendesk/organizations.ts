import type { ZendeskClient } from "node-zendesk";
import { z } from "zod";

import type { DesiredOrganization, Organization, OrganizationChange } from "../domain/organization.ts";
import type { Organizations } from "../jobs/ports.ts";
import { BadAnswer, type Exchange, Rejected } from "../jobs/refusals.ts";

const organizationAnswer = z.object({
  id: z.number().int().positive(),
  external_id: z
    .string()
    .nullish()
    .transform((id) => (id === "" ? null : (id ?? null))),
  name: z.string(),
  domain_names: z.array(z.string()).nullish(),
  organization_fields: z.record(z.string(), z.unknown()).nullish(),
});

/** A 404 that is about the record; others are about the address or the plan. */
const goneAnswer = z.object({ error: z.literal("RecordNotFound") });

/** Zendesk's organizations through node-zendesk. */
export function createOrganizations(client: ZendeskClient): Organizations {
  return {
    async findById(id) {
      try {
        const { result } = await client.organizations.show(id);
        return readWithId(id, result, { method: "GET", path: pathOf(id) });
      } catch (err) {
        if (isGone(err)) return undefined;
        throw err;
      }
    },

    async findByExternalId(externalId) {
      const [found] = await search(client, { external_id: externalId });
      if (!found || found.externalId?.toLowerCase() === externalId.toLowerCase()) return found;
      throw new BadAnswer(
        `zendesk answered organization ${found.id} of ${found.externalId ?? "nobody"} when asked for that of ${externalId}`,
        "zendesk-bad-answer",
        { ...searchCall, answer: found },
      );
    },

    async listByName(name) {
      return await search(client, { name });
    },

    async create(desired) {
      const { result } = await client.organizations.create({ organization: rowOfDesired(desired) });
      return read(result, { method: "POST", path: "/api/v2/organizations" });
    },

    async update(id, change) {
      try {
        const { result } = await client.organizations.update(id, { organization: rowOfChange(change) });
        return readWithId(id, result, { method: "PUT", path: pathOf(id) });
      } catch (err) {
        // Deleted since we read it: the next attempt sees that it is gone.
        if (isGone(err)) throw new BadAnswer(err.message, err.code, err.exchange);
        throw err;
      }
    },
  };
}

const searchCall: Exchange = { method: "GET", path: "/api/v2/organizations/search" };

function pathOf(id: number): string {
  return `/api/v2/organizations/${id}`;
}

function isGone(err: unknown): err is Rejected {
  return err instanceof Rejected && err.status === 404 && goneAnswer.safeParse(err.exchange.answer).success;
}

/** node-zendesk's own `search` takes external ids only. */
async function search(
  client: ZendeskClient,
  query: { external_id: string } | { name: string },
): Promise<Organization[]> {
  const found = await client.organizations.getAll(["organizations", "search", query]);
  return found.map((row) => read(row, searchCall));
}

function readWithId(id: number, result: unknown, asked: Exchange): Organization {
  const organization = read(result, asked);
  if (organization.id === id) return organization;
  throw new BadAnswer(
    `zendesk answered organization ${organization.id} to ${asked.method} ${asked.path}`,
    "zendesk-bad-answer",
    { ...asked, answer: result },
  );
}

function read(result: unknown, asked: Exchange): Organization {
  const parsed = organizationAnswer.safeParse(result);
  if (!parsed.success) {
    throw new BadAnswer(
      `zendesk's answer to ${asked.method} ${asked.path} is not an organization`,
      "zendesk-bad-answer",
      { ...asked, answer: result },
    );
  }
  const { id, external_id, name, domain_names, organization_fields } = parsed.data;
  return {
    id,
    externalId: external_id,
    name,
    domainNames: domain_names ?? [],
    fields: organization_fields ?? {},
  };
}

function rowOfDesired({ externalId, name, domainNames, fields }: DesiredOrganization): object {
  const told = Object.entries(fields).filter(([, value]) => value !== null);
  return {
    external_id: externalId,
    name,
    ...(domainNames.length > 0 && { domain_names: domainNames }),
    organization_fields: Object.fromEntries(told),
  };
}

function rowOfChange({ externalId, name, domainNames, fields }: OrganizationChange): object {
  return {
    ...(externalId !== undefined && { external_id: externalId }),
    ...(name !== undefined && { name }),
    ...(domainNames && { domain_names: domainNames }),
    ...(fields && { organization_fields: fields }),
  };
}
