import type { Agreement } from "../domain/clients/correct-organization.ts";
import type { OrganizationLink } from "./ports.ts";

/** An organization that is not linked yet was never agreed on. */
export function agreementOf(link: OrganizationLink | undefined): Agreement {
  return { confirmed: link?.confirmed ?? null, isDoubted: link?.isDoubted ?? false };
}
