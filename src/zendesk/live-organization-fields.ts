import type { ZendeskClient } from "node-zendesk";
import { z } from "zod";

import type { LiveOrganizationField } from "../domain/setup/live-account.ts";

const fieldsAnswer = z.array(
  z.object({
    id: z.coerce.number(),
    key: z.string(),
    type: z.string(),
    title: z.string(),
    active: z.boolean().default(true),
    custom_field_options: z
      .array(z.object({ id: z.coerce.number(), name: z.string(), value: z.string() }))
      .nullish(),
  }),
);

export async function listLiveOrganizationFields(client: ZendeskClient): Promise<LiveOrganizationField[]> {
  const rows = fieldsAnswer.parse(await client.organizationfields.list());
  return rows.map(({ custom_field_options: options, ...field }) => ({ ...field, options: options ?? [] }));
}
