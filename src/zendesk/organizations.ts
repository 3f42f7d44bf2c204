import type { ZendeskClient } from "node-zendesk";

import type { Organization } from "../domain/clients/organization.ts";
import type { Organizations } from "../jobs/ports.ts";
import { BadAnswer, type Exchange } from "../jobs/refusals.ts";
import { isGone } from "./is-gone.ts";
import { readOrganization, rowOfChange, rowOfDesired } from "./organization-rows.ts";

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
      return readOrganization(result, { method: "POST", path: "/api/v2/organizations" });
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

/** node-zendesk's own `search` takes external ids only. */
async function search(
  client: ZendeskClient,
  query: { external_id: string } | { name: string },
): Promise<Organization[]> {
  const found = await client.organizations.getAll(["organizations", "search", query]);
  return found.map((row) => readOrganization(row, searchCall));
}

function readWithId(id: number, result: unknown, asked: Exchange): Organization {
  const organization = readOrganization(result, asked);
  if (organization.id === id) return organization;
  throw new BadAnswer(
    `zendesk answered organization ${organization.id} to ${asked.method} ${asked.path}`,
    "zendesk-bad-answer",
    { ...asked, answer: result },
  );
}
