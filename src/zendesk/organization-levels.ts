import type { ZendeskClient } from "node-zendesk";

import { levelIn } from "../domain/clients/organization.ts";
import type { OrganizationsById } from "../jobs/ticket-ports.ts";
import type { Exchange } from "../jobs/refusals.ts";
import { readOrganization } from "./organization-rows.ts";

const showManyCall: Exchange = { method: "GET", path: "/api/v2/organizations/show_many" };

/** The levels of organizations, whosoever they are. */
export function createOrganizationsById(client: ZendeskClient): OrganizationsById {
  return {
    async listLevels(organizationIds) {
      if (organizationIds.length === 0) return [];
      const rows = await client.organizations.showMany([...organizationIds]);
      return rows.map((row) => levelIn(readOrganization(row, showManyCall)));
    },
  };
}
