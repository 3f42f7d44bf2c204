import type { Organization } from "./organization.ts";

/** While one of these is open, nothing is written for the client. A client has at most one of them. */
export const blockingCauses = ["name-taken", "organization-shared", "organization-deleted"] as const;
export type BlockingCause = (typeof blockingCauses)[number];
export const conflictCauses = [...blockingCauses, "manual-edit", "domain-shared"] as const;
export type ConflictCause = (typeof conflictCauses)[number];

/**
 * adopt: take the organization as the client's own. rename: call the client otherwise in Zendesk. restore: make Zendesk
 * as accounting says again. withhold: do not give the client the shared domains. ignore: leave all as it is.
 */
export const decisions = ["adopt", "rename", "restore", "withhold", "ignore"] as const;
export type Decision = (typeof decisions)[number];

/** One of the two that are at odds. */
export type Side = {
  /** `Accounting`, `Zendesk`, `Client C-7`. */
  readonly title: string;
  /** What each says, in the same order on both sides: `name`, `external id`, `domains` … */
  readonly values: Readonly<Record<string, string | null>>;
};

/** What a person has to see of a conflict, as it was when it was opened. */
export type About = {
  readonly sides: readonly Side[];
  /** The organization that it is about. */
  readonly organization?: OrganizationCard;
  /** The one that the client is linked to, when it is another one or gone. */
  readonly ownOrganizationId?: number;
  /** The client of ours that it is at odds with. */
  readonly otherClientId?: string;
  /** What both clients have. */
  readonly domains?: readonly string[];
};

export type OrganizationCard = Pick<Organization, "id" | "name" | "externalId" | "domainNames">;

export type Choice = {
  readonly decision: Decision;
  /** What it will do, for people: "organization 7 becomes that of C-1042; its name, tags and users stay". */
  readonly effect: string;
  /** Rename: the name to start from. */
  readonly name?: string;
};
