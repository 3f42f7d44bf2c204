import type { ZendeskClient } from "node-zendesk";

import type { LiveAccount } from "../domain/setup/live-account.ts";
import { listGroups } from "./groups.ts";
import { listLiveOrganizationFields } from "./live-organization-fields.ts";
import { listLiveGroupPolicies, listLivePolicies } from "./live-policies.ts";
import { listLiveSchedules } from "./live-schedules.ts";
import { listLiveWebhooks } from "./live-webhooks.ts";

/** What Zendesk has of all that setup looks after: six lists at once, then each schedule. node-zendesk asks for one page of groups more than there is. */
export async function readLiveAccount(client: ZendeskClient): Promise<LiveAccount> {
  const [organizationFields, schedules, policies, groupPolicies, webhooks, groups] = await Promise.all([
    listLiveOrganizationFields(client),
    listLiveSchedules(client),
    listLivePolicies(client),
    listLiveGroupPolicies(client),
    listLiveWebhooks(client),
    listGroups(client),
  ]);
  return { organizationFields, schedules, policies, groupPolicies, webhooks, groups };
}
