import { z } from "zod";

import type {
  DesiredOrganization,
  Organization,
  OrganizationChange,
} from "../domain/clients/organization.ts";
import { BadAnswer, type Exchange } from "../jobs/refusals.ts";
import { instantText } from "./instant-text.ts";

const organizationAnswer = z.object({
  id: z.number().int().positive(),
  external_id: z
    .string()
    .nullish()
    .transform((id) => (id === "" ? null : (id ?? null))),
  name: z.string(),
  domain_names: z.array(z.string()).nullish(),
  organization_fields: z.record(z.string(), z.unknown()).nullish(),
  updated_at: instantText,
});

/** Reads what Zendesk answered to a call as an organization. @throws BadAnswer */
export function readOrganization(result: unknown, asked: Exchange): Organization {
  const organization = findOrganization(result);
  if (organization) return organization;
  throw new BadAnswer(
    `zendesk's answer to ${asked.method} ${asked.path} is not an organization`,
    "zendesk-bad-answer",
    { ...asked, answer: result },
  );
}

/** Undefined when it cannot be read as one. */
export function findOrganization(result: unknown): Organization | undefined {
  const { data } = organizationAnswer.safeParse(result);
  return (
    data && {
      id: data.id,
      externalId: data.external_id,
      name: data.name,
      domainNames: data.domain_names ?? [],
      fields: data.organization_fields ?? {},
      updatedAt: data.updated_at,
    }
  );
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
