import type { DateTime } from "luxon";

import { crashPoint } from "../crash-points/crash-point.ts";
import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import { type Agreement, correctionOf, isUndone } from "../domain/clients/correct-organization.ts";
import {
  changeBetween,
  decideNameTaken,
  type DesiredOrganization,
  ignoredFields,
  type Organization,
  type OrganizationChange,
} from "../domain/clients/organization.ts";
import { whatToDo } from "../domain/clients/what-to-do.ts";
import { endWithoutLooking } from "./end-without-looking.ts";
import { lookAgain } from "./look-again.ts";
import { done, type Outcome } from "./outcome.ts";
import { agreementOf } from "./agreement.ts";
import type { Clients, OrganizationLinks, Organizations, OrganizationWrite } from "./ports.ts";
import {
  claimOrganization,
  deletedConflict,
  fieldMissing,
  isAboutFields,
  nameConflict,
} from "./obstacles.ts";
import { Rejected } from "./refusals.ts";

export type ReconcileClientPorts = {
  readonly clients: Clients;
  readonly organizations: Organizations;
  readonly links: OrganizationLinks;
  readonly catalogue: Catalogue;
  readonly now: () => DateTime;
  /** What Zendesk lacks of our organization fields and their options, in words; asked when something did not take. */
  readonly missingFields: () => Promise<readonly string[]>;
  /** Called before each write and each further call: extends the lease, or throws when another worker has it. */
  readonly hold: () => Promise<void>;
};

/**
 * Looks at one client and makes its Zendesk organization what it should be: fetch, compare, write the difference.
 * Costs no call when Zendesk already agreed to the same, and two for a new client.
 */
export async function reconcileClient(clientId: string, ports: ReconcileClientPorts): Promise<Outcome> {
  const { clients, links, catalogue, now } = ports;
  const record = await clients.find(clientId);
  const link = await links.find(clientId);
  const toDo = whatToDo(record, link, catalogue, now());
  if (toDo.kind !== "look") return endWithoutLooking(toDo);

  const { desired } = toDo;
  const actual = await findOrganization(clientId, link?.organizationId, ports);
  if (actual) return await correct(desired, actual, ports, agreementOf(link));
  if (link && catalogue.fullCompare.onDeleted === "ask") return deletedConflict(desired, link.organizationId);
  if (link) await links.forget(clientId);
  return await create(desired, ports, record?.decisions?.adopt);
}

async function findOrganization(
  clientId: string,
  organizationId: number | undefined,
  { organizations, hold }: ReconcileClientPorts,
): Promise<Organization | undefined> {
  if (organizationId !== undefined) {
    const linked = await organizations.findById(organizationId);
    if (linked) return linked;
    await hold();
  }
  return await organizations.findByExternalId(clientId);
}

async function correct(
  desired: DesiredOrganization,
  actual: Organization,
  ports: ReconcileClientPorts,
  agreement: Agreement = agreementOf(undefined),
): Promise<Outcome> {
  const refused = await claimOrganization(desired, actual, ports);
  if (refused) return refused;
  const correction = correctionOf(desired, actual, agreement, ports.catalogue);
  if (!correction) return await confirm(desired, actual, ports);
  const { what, change } = correction;
  if (what !== "organization.edited") return await write(what, desired, actual, change, ports);
  return await confirm(desired, actual, ports, {
    what,
    at: ports.now(),
    before: null,
    after: actual,
    change,
  });
}

/** `adopt`: the organization that an operator chose, should the name be taken by it. */
async function create(
  desired: DesiredOrganization,
  ports: ReconcileClientPorts,
  adopt: number | undefined,
): Promise<Outcome> {
  const at = ports.now();
  try {
    await ports.hold();
    crashPoint("before-organization-create");
    const after = await ports.organizations.create(desired);
    crashPoint("after-create-before-commit");
    return await confirm(desired, after, ports, {
      what: "organization.created",
      at,
      before: null,
      after,
      change: desired,
    });
  } catch (err) {
    if (!(err instanceof Rejected)) throw err;
    if (err.isTaken("name")) return await resolveNameTaken(err, desired, ports, adopt);
    if (err.isTaken("external_id")) return await resolveCreatedMeanwhile(err, desired, ports);
    if (isAboutFields(err)) return await fieldMissing(err.code, ports, err);
    throw err;
  }
}

/** An earlier create of ours may take effect after we gave up waiting for its answer. */
async function resolveCreatedMeanwhile(
  refusal: Rejected,
  desired: DesiredOrganization,
  ports: ReconcileClientPorts,
): Promise<Outcome> {
  await ports.hold();
  const own = await ports.organizations.findByExternalId(desired.externalId);
  if (!own) throw refusal;
  return await correct(desired, own, ports);
}

async function resolveNameTaken(
  refusal: Rejected,
  desired: DesiredOrganization,
  ports: ReconcileClientPorts,
  adopt: number | undefined,
): Promise<Outcome> {
  await ports.hold();
  const found = await ports.organizations.listByName(desired.name);
  const own = found.find(({ externalId }) => externalId?.toLowerCase() === desired.externalId.toLowerCase());
  if (own) return await correct(desired, own, ports);
  const decision = decideNameTaken(desired, found, adopt);
  switch (decision.kind) {
    case "vanished":
      throw refusal;
    case "conflict":
      return nameConflict(desired, decision.organization, decision.why, refusal);
    case "adopt": {
      const { organization } = decision;
      await ports.hold();
      const refused = await claimOrganization(desired, organization, ports);
      if (refused) return refused;
      const change = changeBetween(desired, organization) ?? {};
      return await write("organization.adopted", desired, organization, change, ports);
    }
  }
}

async function write(
  what: Exclude<OrganizationWrite["what"], "organization.created" | "organization.edited">,
  desired: DesiredOrganization,
  before: Organization,
  change: OrganizationChange,
  ports: ReconcileClientPorts,
): Promise<Outcome> {
  const at = ports.now();
  try {
    await ports.links.unconfirm(desired.externalId, change);
    await ports.hold();
    crashPoint("before-organization-put");
    const after = await ports.organizations.update(before.id, change);
    crashPoint("after-put-before-commit");
    if (isUndone(desired, before, after)) return lookAgain(ports.now());
    return await confirm(desired, after, ports, { what, at, before, after, change });
  } catch (err) {
    if (err instanceof Rejected && isAboutFields(err)) return await fieldMissing(err.code, ports, err);
    if (!(err instanceof Rejected && err.isTaken("name"))) throw err;
    await ports.hold();
    const found = await ports.organizations.listByName(desired.name);
    const other = found.find(({ id }) => id !== before.id);
    if (!other) throw err;
    const why = `organization ${before.id} should be renamed to it`;
    return nameConflict(desired, other, why, err, before);
  }
}

async function confirm(
  desired: DesiredOrganization,
  organization: Organization,
  ports: ReconcileClientPorts,
  written?: OrganizationWrite,
): Promise<Outcome> {
  const [ignored] = ignoredFields(desired, organization);
  if (ignored !== undefined) return await fieldMissing(`zendesk-ignored:${ignored}`, ports);
  await ports.links.confirm(desired, organization, written);
  return done;
}
