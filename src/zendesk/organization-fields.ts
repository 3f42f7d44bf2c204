import type { ZendeskClient } from "node-zendesk";
import { z } from "zod";

import type { ExistingField } from "../domain/organization-fields.ts";
import { keptForAMinute } from "./kept-for-a-minute.ts";

const fieldsAnswer = z.array(
  z.object({
    key: z.string(),
    type: z.string(),
    active: z.boolean().default(true),
    custom_field_options: z.array(z.object({ id: z.number().nullish(), value: z.string() })).nullish(),
  }),
);

export type OrganizationFields = { list(): Promise<readonly ExistingField[]> };

/** The account's organization fields by key, with their options; asked for once a minute at most. */
export function createOrganizationFields(client: ZendeskClient, clock: () => number): OrganizationFields {
  return { list: keptForAMinute(async () => await listOrganizationFields(client), clock) };
}

export async function listOrganizationFields(client: ZendeskClient): Promise<ExistingField[]> {
  const rows = fieldsAnswer.parse(await client.organizationfields.list());
  return rows.map(({ key, type, active, custom_field_options }) => ({
    key,
    type,
    active,
    options: (custom_field_options ?? []).map(({ id, value }) => ({ id: id ?? null, value })),
  }));
}
