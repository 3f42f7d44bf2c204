import { z } from "zod";

import type { DesiredOrganization, Organization, OrganizationChange } from "../domain/organization.ts";
import { BadAnswer, type Exchange } from "../jobs/refusals.ts";

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

/** Reads what Zendesk answered to a call as an organization. @throws BadAnswer */
export function readOrganization(result: unknown, asked: Exchange): Organization {
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

/** The body of a create. */
export function rowOfDesired({ externalId, name, domainNames, fields }: DesiredOrganization): object {
  const told = Object.entries(fields).filter(([, value]) => value !== null);
  return {
    external_id: externalId,
    name,
    ...(domainNames.length > 0 && { domain_names: domainNames }),
    organization_fields: Object.fromEntries(told),
  };
}

/** The body of an update: only what differs. */
export function rowOfChange({ externalId, name, domainNames, fields }: OrganizationChange): object {
  return {
    ...(externalId !== undefined && { external_id: externalId }),
    ...(name !== undefined && { name }),
    ...(domainNames && { domain_names: domainNames }),
    ...(fields && { organization_fields: fields }),
  };
}
