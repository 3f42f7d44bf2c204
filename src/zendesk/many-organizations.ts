import type { ZendeskClient } from "node-zendesk";

import type { Organization } from "../domain/clients/organization.ts";
import type { ManyOrganizations } from "../jobs/ports.ts";
import type { Exchange } from "../jobs/refusals.ts";
import type { BulkJobs } from "./bulk-jobs.ts";
import { readOrganization, rowOfChange, rowOfDesired } from "./organization-rows.ts";

/** Servers and proxies refuse addresses of more than some 8,000 characters; the rest of the address is short. */
const idsAtMostCharacters = 6000;

const createManyCall: Exchange = { method: "POST", path: "/api/v2/organizations/create_many" };
const updateManyCall: Exchange = { method: "PUT", path: "/api/v2/organizations/update_many" };

/** Organizations by the hundred: `show_many`, and bulk jobs for creating and updating. */
export function createManyOrganizations(client: ZendeskClient, jobs: BulkJobs): ManyOrganizations {
  return {
    listByExternalIds: async (externalIds) => await listByExternalIds(client, externalIds),

    async createAll(desired) {
      await jobs.run(createManyCall, async () => {
        const { result } = await client.organizations.createMany({
          organizations: desired.map(rowOfDesired),
        } as never);
        return result;
      });
    },

    async updateAll(changes) {
      const organizations = changes.map(({ id, change }) => ({ id, ...rowOfChange(change) }));
      await jobs.run(updateManyCall, async () => {
        const { result } = await client.organizations.updateMany({ organizations } as never);
        return result;
      });
    },
  };
}

/** Up to 100 by one call, two where the ids are long: by external id in lower case; those that do not exist are absent. */
export async function listByExternalIds(
  client: ZendeskClient,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, Organization>> {
  const found = new Map<string, Organization>();
  for (const some of addressable(externalIds)) {
    for (const row of await client.organizations.showManyByExternalIds(some)) {
      const organization = readOrganization(row, { method: "GET", path: "/api/v2/organizations/show_many" });
      found.set(organization.externalId?.toLowerCase() ?? "", organization);
    }
  }
  return found;
}

/** As few groups as fit into an address each. */
function addressable(externalIds: readonly string[]): string[][] {
  const groups: string[][] = [];
  let left = 0;
  for (const externalId of externalIds) {
    const { length } = String(new URLSearchParams([["", `${externalId},`]]));
    if (length > left) {
      groups.push([]);
      left = idsAtMostCharacters;
    }
    groups.at(-1)?.push(externalId);
    left -= length;
  }
  return groups;
}
