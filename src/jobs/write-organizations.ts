import type { DateTime } from "luxon";

import { crashPoint } from "../crash-points/crash-point.ts";
import { isApplied, isUndone } from "../domain/clients/correct-organization.ts";
import {
  type DesiredOrganization,
  type Organization,
  type OrganizationChange,
} from "../domain/clients/organization.ts";
import { asError, type End } from "./ends.ts";
import { leftOutCause } from "./left-out-cause.ts";
import { lookAgain } from "./look-again.ts";
import { done } from "./outcome.ts";
import type { Confirmation, ManyOrganizationLinks, ManyOrganizations, OrganizationWrite } from "./ports.ts";
import { BadAnswer, type Exchange, Rejected } from "./refusals.ts";

const createManyCall: Exchange = { method: "POST", path: "/api/v2/organizations/create_many" };
const updateManyCall: Exchange = { method: "PUT", path: "/api/v2/organizations/update_many" };

export type WritePorts = {
  readonly links: ManyOrganizationLinks;
  readonly organizations: ManyOrganizations;
  readonly now: () => DateTime;
  /** Called before each bulk job: extends the leases, or throws when another worker has one. */
  readonly hold: () => Promise<void>;
};

type Written = Pick<OrganizationWrite, "what" | "before" | "change"> & {
  readonly desired: DesiredOrganization;
};
export type Update = Written & { readonly before: Organization; readonly change: OrganizationChange };

/**
 * What goes wrong with calls for all is the end of those that have none yet. A refusal tells nothing of each, so they
 * have to be looked at on their own.
 */
export function endOf(
  rows: readonly { readonly desired: DesiredOrganization }[],
  ends: Map<string, End>,
  err: unknown,
): string[] {
  const open = rows.map(({ desired }) => desired.externalId).filter((clientId) => !ends.has(clientId));
  if (err instanceof Rejected) return open;
  for (const clientId of open) ends.set(clientId, asError(err));
  return [];
}

/**
 * Creates and updates organizations by bulk jobs, and reads what came of it. Answers those that have to be looked at on
 * their own.
 */
export async function writeAll(
  creates: readonly DesiredOrganization[],
  updates: readonly Update[],
  ends: Map<string, End>,
  ports: WritePorts,
): Promise<string[]> {
  const { organizations, hold } = ports;
  const at = ports.now();
  const created = creates.map((desired): Written => ({
    desired,
    before: null,
    change: desired,
    what: "organization.created",
  }));
  const changes = updates.map(({ before, change }) => ({ id: before.id, change }));
  const ones: string[] = [];
  const written: (Written & { readonly call: Exchange })[] = [];
  const jobs = [
    { rows: created, call: createManyCall, run: async () => await organizations.createAll(creates) },
    { rows: updates, call: updateManyCall, run: async () => await organizations.updateAll(changes) },
  ];
  for (const { rows, call, run } of jobs) {
    if (rows.length === 0) continue;
    try {
      await ports.links.unconfirmAll(rows.flatMap(unconfirmedBy));
      await hold();
      await run();
      written.push(...rows.map((row) => ({ ...row, call })));
    } catch (err) {
      ones.push(...endOf(rows, ends, err));
    }
  }
  if (written.length === 0) return ones;

  const after = await organizations.listByExternalIds(written.map(({ desired }) => desired.externalId));
  const confirmations: Confirmation[] = [];
  for (const { desired, call, ...write } of written) {
    const organization = after.get(desired.externalId.toLowerCase());
    if (!organization || !isApplied(write.change, organization))
      ends.set(desired.externalId, leftOut(desired, call));
    else if (write.before && isUndone(desired, write.before, organization)) {
      ends.set(desired.externalId, lookAgain(ports.now()));
    } else confirmations.push({ desired, organization, write: { ...write, at, after: organization } });
  }
  crashPoint("after-bulk-read-before-commit");
  await ports.links.confirmAll(confirmations);
  for (const { desired } of confirmations) ends.set(desired.externalId, done);
  return ones;
}

/** Of what is created nothing was agreed on. */
function unconfirmedBy({
  desired,
  before,
  change,
}: Written): { clientId: string; change: OrganizationChange }[] {
  return before ? [{ clientId: desired.externalId, change }] : [];
}

/** The next attempt looks at it on its own, and hears why. */
function leftOut({ externalId }: DesiredOrganization, call: Exchange): BadAnswer {
  return new BadAnswer(`zendesk's bulk job left out client ${externalId}`, leftOutCause, call);
}
