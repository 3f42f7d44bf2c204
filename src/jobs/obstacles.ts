import { aboutDeleted, aboutNameTaken, aboutShared } from "../domain/clients/conflict-sides.ts";
import type { DesiredOrganization, Organization } from "../domain/clients/organization.ts";
import { cancel, conflict, type Outcome } from "./outcome.ts";
import type { OrganizationLinks } from "./ports.ts";
import type { Rejected } from "./refusals.ts";

/** Whether the refusal is about a field of ours or its value. */
export function isAboutFields({ fields }: Rejected): boolean {
  return "organization_fields" in fields;
}

/** A field or option of ours is not there: no attempt helps until somebody makes it. */
export async function fieldMissing(
  cause: string,
  { missingFields }: { readonly missingFields: () => Promise<readonly string[]> },
  refusal?: Rejected,
): Promise<Outcome> {
  const missing = await missingFields();
  if (refusal && missing.length === 0) throw refusal;
  const words = missing.length > 0 ? missing.join("; ") : "zendesk ignored an organization field";
  return cancel(
    cause,
    `${words}: los setup plan shows what is missing, los setup apply makes it`,
    refusal?.exchange,
  );
}

/**
 * Makes the organization the client's, or answers that it is another's: Zendesk compares external ids without case, and
 * one name may be two clients', so that they meet in one organization.
 */
export async function claimOrganization(
  desired: DesiredOrganization,
  organization: Organization,
  { links }: { readonly links: Pick<OrganizationLinks, "claim"> },
): Promise<Outcome | undefined> {
  const owner = await links.claim({ clientId: desired.externalId, organizationId: organization.id });
  if (owner === undefined || owner === desired.externalId) return undefined;
  return conflict(
    "organization-shared",
    `organization ${organization.id} "${organization.name}" is already that of client ${owner}`,
    aboutShared(desired, organization, owner),
  );
}

/** The client wants a name that another organization bears; `own` is the one that it has already. */
export function nameConflict(
  desired: DesiredOrganization,
  organization: Organization,
  why: string,
  refusal: Rejected,
  own?: Organization,
): Outcome {
  return conflict(
    "name-taken",
    `the name "${desired.name}" is that of organization ${organization.id}: ${why}`,
    aboutNameTaken(desired, organization, own?.id),
    refusal.exchange,
  );
}

/** Somebody deleted the client's organization in Zendesk, and the catalogue wants a person to decide. */
export function deletedConflict(desired: DesiredOrganization, organizationId: number): Outcome {
  return conflict(
    "organization-deleted",
    `organization ${organizationId} "${desired.name}" was deleted in zendesk`,
    aboutDeleted(desired, organizationId),
  );
}
