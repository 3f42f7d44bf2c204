import type { ZendeskClient } from "node-zendesk";
import { z } from "zod";

import type { ExistingField } from "../domain/organization-fields.ts";

/** A field that was made meanwhile is noticed after this (milliseconds). */
const keptMs = 60_000;

const fieldsAnswer = z.array(
  z.object({
    key: z.string(),
    type: z.string(),
    active: z.boolean().default(true),
    custom_field_options: z.array(z.object({ id: z.number().nullish(), value: z.string() })).nullish(),
  }),
);

export type OrganizationFields = { list(): Promise<readonly ExistingField[]> };

/** The account's organization fields by key, with their options; asked for once a minute at most. `clock` is in ms. */
export function createOrganizationFields(client: ZendeskClient, clock: () => number): OrganizationFields {
  let kept: { readonly fields: Promise<readonly ExistingField[]>; readonly until: number } | undefined;
  return {
    async list() {
      if (!kept || clock() >= kept.until) {
        const fields = listOrganizationFields(client);
        kept = { fields, until: clock() + keptMs };
        fields.catch(() => {
          kept = undefined;
        });
      }
      return await kept.fields;
    },
  };
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
