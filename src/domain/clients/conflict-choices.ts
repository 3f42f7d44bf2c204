import type { FullCompare } from "../catalogue/catalogue.ts";
import type { About, Choice, ConflictCause, OrganizationCard } from "./conflict.ts";
import { quoted } from "./conflict-sides.ts";

/** The longest name that we take of accounting, and give to Zendesk. */
export const longestName = 255;

/** A conflict, and what is known now of those that it is between. */
export type Standoff = {
  readonly cause: ConflictCause;
  readonly clientId: string;
  /** What the client is called. */
  readonly name: string;
  readonly about: About;
  /** The other client of ours that has the organization which it is about, if one has. */
  readonly holder: string | null;
  readonly onManualEdit: FullCompare["onManualEdit"];
};

/** What a person can decide. Leaving all as it is always is among it. */
export function choicesOf(standoff: Standoff): readonly Choice[] {
  return [...mendingOf(standoff), { decision: "ignore", effect: effectOfIgnoring(standoff) }];
}

function mendingOf({ cause, clientId, name, about, holder }: Standoff): readonly Choice[] {
  const { organization, ownOrganizationId, otherClientId } = about;
  switch (cause) {
    case "name-taken": {
      const canAdopt = organization && ownOrganizationId === undefined && holder === null;
      return [
        ...(canAdopt ? [adopting(organization, clientId)] : []),
        {
          decision: "rename",
          effect: `${
            ownOrganizationId === undefined
              ? `client ${clientId} gets an organization of its own, by another name`
              : `organization ${ownOrganizationId} of client ${clientId} gets another name`
          }, for as long as accounting calls it ${quoted(name)}`,
          name: renamed(name, clientId),
        },
      ];
    }
    case "organization-shared":
      return organization && otherClientId !== undefined && holder === otherClientId
        ? taking(organization, clientId, otherClientId)
        : [];
    case "organization-deleted":
      return [
        {
          decision: "restore",
          effect: `a new organization is created for client ${clientId}, with all that accounting says; what people wrote into organization ${ownOrganizationId}, and who belonged to it, does not come back`,
        },
      ];
    case "manual-edit":
      return [
        {
          decision: "restore",
          effect: `organization ${organization?.id} gets back what accounting says: ${wantedIn(about)}`,
        },
      ];
    case "domain-shared":
      return [
        {
          decision: "withhold",
          effect: `the organization of client ${clientId} gets ${domainsOf(about)} from us no more; what it has already stays until somebody removes it in Zendesk`,
        },
      ];
  }
}

function adopting({ id, name, externalId }: OrganizationCard, clientId: string): Choice {
  const inPlace = externalId === null ? "" : ` in place of ${quoted(externalId)}, which is no client's`;
  return {
    decision: "adopt",
    effect: `organization ${id} ${quoted(name)} becomes that of client ${clientId}: it gets its external id${inPlace}, and its fields; its tags, notes, users and tickets stay`,
  };
}

/** Only from a client whose external id it does not bear: the two would take it from each other in turns. */
function taking({ id, externalId }: OrganizationCard, clientId: string, owner: string): readonly Choice[] {
  if (externalId?.toLowerCase() === owner.toLowerCase()) return [];
  return [
    {
      decision: "adopt",
      effect: `organization ${id} becomes that of client ${clientId}; client ${owner} loses it, and gets one of its own`,
    },
  ];
}

function effectOfIgnoring({ cause, clientId, about, onManualEdit }: Standoff): string {
  switch (cause) {
    case "name-taken":
    case "organization-shared":
    case "organization-deleted":
      return `nothing is written for client ${clientId} until the next message about it`;
    case "manual-edit":
      return onManualEdit === "report"
        ? `organization ${about.organization?.id} stays as it is, and is not told of until it is changed again or accounting says something else`
        : `organization ${about.organization?.id} stays as it is until the next comparison, which restores it: the catalogue says so by now`;
    case "domain-shared":
      return `clients ${clientId} and ${about.otherClientId} both have ${domainsOf(about)}; nothing is said of it until that changes`;
  }
}

function renamed(name: string, clientId: string): string {
  const addition = ` (${clientId})`;
  return name.slice(0, longestName - addition.length) + addition;
}

function wantedIn({ sides: [wanted] }: About): string {
  return Object.entries(wanted?.values ?? {})
    .map(([label, value]) => `${label} ${quoted(value)}`)
    .join(", ");
}

function domainsOf({ domains = [] }: About): string {
  return domains.join(", ");
}
