import type { ZendeskClient } from "node-zendesk";
import { z } from "zod";

import type { ExistingField } from "../domain/organization-fields.ts";

/** As whom we act in Zendesk. */
export type Myself = { readonly name: string; readonly role: string };

const myself = z.object({ id: z.number().nullable(), name: z.string(), role: z.string().nullish() });

const fields = z.array(
  z.object({
    key: z.string(),
    type: z.string(),
    active: z.boolean().default(true),
    custom_field_options: z.array(z.object({ value: z.string() })).nullish(),
  }),
);

/** Who Zendesk says we are; undefined for nobody: without credentials it answers 200 and an anonymous user. */
export async function findMyself(client: ZendeskClient): Promise<Myself | undefined> {
  const { result } = await client.users.me();
  const { id, name, role } = myself.parse(result);
  return id === null ? undefined : { name, role: role ?? "unknown" };
}

export async function listOrganizationFields(client: ZendeskClient): Promise<ExistingField[]> {
  const rows = fields.parse(await client.organizationfields.list());
  return rows.map(({ key, type, active, custom_field_options }) => ({
    key,
    type,
    active,
    options: (custom_field_options ?? []).map(({ value }) => value),
  }));
}
