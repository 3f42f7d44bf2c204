import type { DateTime } from "luxon";

import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import { correctionOf } from "../domain/clients/correct-organization.ts";
import { type DesiredOrganization, ignoredFields } from "../domain/clients/organization.ts";
import { whatToDo } from "../domain/clients/what-to-do.ts";
import { agreementOf } from "./agreement.ts";
import { endWithoutLooking } from "./end-without-looking.ts";
import { asError, type End, type Ends } from "./ends.ts";
import { leftOutCause } from "./left-out-cause.ts";
import { done, type Outcome } from "./outcome.ts";
import type {
  Claim,
  Confirmation,
  Lease,
  ManyClients,
  ManyOrganizationLinks,
  ManyOrganizations,
  OrganizationLink,
} from "./ports.ts";
import { endOf, type Update, writeAll } from "./write-organizations.ts";

export type ReconcileClientsPorts = {
  readonly clients: ManyClients;
  readonly links: ManyOrganizationLinks;
  readonly organizations: ManyOrganizations;
  readonly catalogue: Catalogue;
  readonly now: () => DateTime;
  /** Called before each bulk job: extends the leases, or throws when another worker has one. */
  readonly hold: () => Promise<void>;
  /** So many or fewer are looked at one by one: quicker than a bulk job and the asking for its end. */
  readonly fewAtMost: number;
  /** Looks at one client on its own: for few, and for whatever is out of the ordinary. */
  readonly reconcileOne: (clientId: string) => Promise<Outcome>;
};

/** After so many failed attempts together it is looked at on its own. */
const togetherAtMost = 3;

/** So many are looked at on their own at a time. */
const onesAtATime = 5;

type Wanted = { readonly desired: DesiredOrganization; readonly link: OrganizationLink | undefined };

/**
 * Looks at up to 100 clients together: one call fetches their organizations, one bulk job creates what is missing, one
 * updates what differs, and one call reads what came of it, because a bulk job may fail halfway, vanish, or say
 * nothing of a row. What is out of the ordinary, or failed before, is looked at on its own.
 */
export async function reconcileClients(
  leases: readonly Lease[],
  ports: ReconcileClientsPorts,
): Promise<Ends> {
  const ends = new Map<string, End>();
  const keys = leases.map(({ key }) => key);
  const [records, links] = await Promise.all([ports.clients.list(keys), ports.links.list(keys)]);

  const wanted: Wanted[] = [];
  const ones: string[] = [];
  for (const lease of leases) {
    const link = links.get(lease.key);
    const toDo = whatToDo(records.get(lease.key), link, ports.catalogue, ports.now());
    if (toDo.kind !== "look") ends.set(lease.key, endWithoutLooking(toDo));
    else if (goesAlone(lease)) ones.push(lease.key);
    else wanted.push({ desired: toDo.desired, link });
  }

  if (wanted.length <= ports.fewAtMost) ones.push(...wanted.map(({ desired }) => desired.externalId));
  else
    ones.push(
      ...(await reconcileWanted(wanted, ends, ports).catch((err: unknown) => endOf(wanted, ends, err))),
    );
  await reconcileOnes(ones, ends, ports);
  return ends;
}

/** A bulk job that left it out will again; what failed over and over may be about this one. */
function goesAlone({ attempts, cause }: Lease): boolean {
  return cause === leftOutCause || attempts >= togetherAtMost;
}

/** Answers those that have to be looked at on their own. */
async function reconcileWanted(
  wanted: readonly Wanted[],
  ends: Map<string, End>,
  ports: ReconcileClientsPorts,
): Promise<string[]> {
  const found = await ports.organizations.listByExternalIds(wanted.map(({ desired }) => desired.externalId));
  // Zendesk compares external ids without case, so two clients of ours may mean one organization.
  const sameIds = Map.groupBy(wanted, ({ desired }) => desired.externalId.toLowerCase());
  const claims = [...sameIds].flatMap(([id, [first, ...others]]): Claim[] => {
    const actual = found.get(id);
    return first && actual && others.length === 0
      ? [{ clientId: first.desired.externalId, organizationId: actual.id }]
      : [];
  });
  await ports.hold();
  const owners = await ports.links.claimAll(claims);

  const ones: string[] = [];
  const agreed: Confirmation[] = [];
  const creates: DesiredOrganization[] = [];
  const updates: Update[] = [];
  for (const { desired, link } of wanted) {
    const actual = found.get(desired.externalId.toLowerCase());
    const owner = actual && owners.get(actual.id);
    const isOrdinary =
      sameIds.get(desired.externalId.toLowerCase())?.length === 1 &&
      (actual
        ? (owner ?? desired.externalId) === desired.externalId &&
          (link?.organizationId ?? actual.id) === actual.id &&
          ignoredFields(desired, actual).length === 0
        : link === undefined);
    if (!isOrdinary) {
      ones.push(desired.externalId);
      continue;
    }
    if (!actual) {
      creates.push(desired);
      continue;
    }
    const correction = correctionOf(desired, actual, agreementOf(link), ports.catalogue);
    if (!correction) agreed.push({ desired, organization: actual });
    else {
      const { what, change } = correction;
      const edit = { what, before: actual, change };
      if (what !== "organization.edited") updates.push({ desired, ...edit });
      else agreed.push({ desired, organization: actual, write: { ...edit, at: ports.now(), after: actual } });
    }
  }
  await ports.links.confirmAll(agreed);
  for (const { desired } of agreed) ends.set(desired.externalId, done);

  if (creates.length + updates.length <= ports.fewAtMost) {
    return [...ones, ...creates.map(idOf), ...updates.map(({ desired }) => idOf(desired))];
  }
  return [...ones, ...(await writeAll(creates, updates, ends, ports))];
}

/** Those that may mean one organization go one after the other, so that the second sees whose it is. */
async function reconcileOnes(
  clientIds: readonly string[],
  ends: Map<string, End>,
  { reconcileOne }: ReconcileClientsPorts,
): Promise<void> {
  const waiting = [...Map.groupBy(clientIds, (clientId) => clientId.toLowerCase()).values()];
  const work = async (): Promise<void> => {
    for (let same = waiting.shift(); same; same = waiting.shift()) {
      for (const clientId of same) ends.set(clientId, await reconcileOne(clientId).catch(asError));
    }
  };
  await Promise.all(Array.from({ length: onesAtATime }, work));
}

function idOf({ externalId }: DesiredOrganization): string {
  return externalId;
}
