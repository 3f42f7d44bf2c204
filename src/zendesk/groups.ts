import type { ZendeskClient } from "node-zendesk";
import { z } from "zod";

const groupsAnswer = z.array(
  z.object({ id: z.number(), name: z.string(), deleted: z.boolean().default(false) }),
);

/** The ids of all groups by name, in lower case. Zendesk keeps showing groups that were deleted. */
export async function listGroups(client: ZendeskClient): Promise<ReadonlyMap<string, number>> {
  const groups = groupsAnswer.parse(await client.groups.list());
  return new Map(groups.filter(({ deleted }) => !deleted).map(({ id, name }) => [name.toLowerCase(), id]));
}
