import { isDeepStrictEqual } from "node:util";

import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { onboarded } from "../support/accounting.ts";

/** Whether Zendesk has a client, once, as its notification and both replies say. */
export function isOnboarded({ account }: Sandbox, clientId: string): boolean {
  const [organization, ...others] = account.organizations
    .list()
    .filter(({ external_id }) => external_id === clientId);
  if (!organization || others.length > 0) return false;
  const seen = { ...organization, tags: organization.tags.toSorted() };
  return isDeepStrictEqual({ ...seen, ...onboarded(clientId) }, seen);
}
