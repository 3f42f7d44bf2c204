import type { DateTime } from "luxon";

import type { ClientRecord } from "../domain/clients/client.ts";
import type { About, BlockingCause } from "../domain/clients/conflict.ts";
import type {
  DesiredOrganization,
  Organization,
  OrganizationChange,
} from "../domain/clients/organization.ts";
import type { Exchange } from "./refusals.ts";

/** Live work is what somebody waits for; bulk work gives way to it. */
export type Urgency = "live" | "bulk";

/** What is kept in step: a client's organization (the key is its `clientId`), a ticket (its id). Kinds outlive deploys. */
export const workKinds = ["reconcile-client", "review-ticket"] as const;
export type WorkKind = (typeof workKinds)[number];

/** One thing to keep in step: a kind of job and the key it looks at. */
export type WorkKey = { readonly kind: WorkKind; readonly key: string };

/** The right to work on one key until the lease runs out, and what it looked like when it was taken. */
export type Lease = WorkKey & {
  readonly version: bigint;
  readonly epoch: bigint;
  /** Attempts that failed before this one. */
  readonly attempts: number;
  /** Why it waited or failed last, if it did. */
  readonly cause?: string | null;
  /** Since it became dirty (milliseconds). */
  readonly waitedMs?: number;
  /** W3C trace context of the message that made it dirty, when traces are kept. */
  readonly traceparent?: string | null;
};

/** How an attempt ended, as the store keeps it. */
export type Ending =
  | { readonly kind: "done" }
  | { readonly kind: "wait"; readonly until: DateTime; readonly cause: string; readonly detail?: Detail }
  | { readonly kind: "retry"; readonly afterMs: number; readonly cause: string; readonly detail: Detail }
  | { readonly kind: "failed"; readonly cause: string; readonly detail: Detail }
  | {
      readonly kind: "conflict";
      readonly cause: BlockingCause;
      readonly detail: Detail;
      readonly about?: About;
    };

/** What a person needs to understand an ending. */
export type Detail = { readonly message: string; readonly exchange?: Exchange };

export interface Work {
  /** Undefined when there is nothing to do now: clean, not yet due, or leased to another worker. */
  take(key: WorkKey): Promise<Lease | undefined>;
  /** What was done under this lease may have come late: whatever we believe of the key has to be looked at again. */
  doubt(key: WorkKey): Promise<void>;
}

export interface Clients {
  find(clientId: string): Promise<ClientRecord | undefined>;
}

/** What we know of a client's organization from having read or written it. */
export type OrganizationLink = {
  readonly organizationId: number;
  /** What was desired when Zendesk last agreed with it. */
  readonly confirmed: DesiredOrganization | null;
  /** Look again, even if nothing else is desired now. */
  readonly isDoubted?: boolean;
  /** When we last wrote it, newest last, at most a handful. */
  readonly writes: readonly DateTime[];
};

/** Something we did to an organization, or found that somebody did. */
export type OrganizationWrite = {
  /** `restored`: a manual edit was undone. `edited`: one was found and left. */
  readonly what:
    | "organization.created"
    | "organization.updated"
    | "organization.adopted"
    | "organization.restored"
    | "organization.edited";
  readonly at: DateTime;
  readonly before: Organization | null;
  readonly after: Organization;
  readonly change: OrganizationChange | DesiredOrganization;
};

export type Claim = { readonly clientId: string; readonly organizationId: number };

export interface OrganizationLinks {
  find(clientId: string): Promise<OrganizationLink | undefined>;
  /**
   * Links the organization to the client, before anything is written to it, so that of two clients that mean one organization
   * one has it. Answers whose it is now; undefined when nobody has it, because the client is linked to another or was forgotten.
   */
  claim(claim: Claim): Promise<string | undefined>;
  /**
   * Remembers that Zendesk has what is desired; with `write`, that we just made it so (for the history, and the pace).
   */
  confirm(desired: DesiredOrganization, organization: Organization, write?: OrganizationWrite): Promise<void>;
  /**
   * What is about to be written is agreed on no longer: until an answer confirms it, it is not known whether it was
   * written, not even to whoever comes after a kill.
   */
  unconfirm(clientId: string, change: OrganizationChange): Promise<void>;
  /** The organization is gone from Zendesk. */
  forget(clientId: string): Promise<void>;
}

export interface Organizations {
  findById(id: number): Promise<Organization | undefined>;
  findByExternalId(externalId: string): Promise<Organization | undefined>;
  /** Organizations that bear this name, as Zendesk compares names. */
  listByName(name: string): Promise<readonly Organization[]>;
  create(desired: DesiredOrganization): Promise<Organization>;
  update(id: number, change: OrganizationChange): Promise<Organization>;
}

/** Work by the hundred. */
export interface ManyWork {
  /**
   * Takes at most `limit` keys, empty when nothing is due: first those whose holder died, which may have written half of what
   * it meant to, then what has waited longest.
   */
  takeDue(kind: WorkKind, urgency: Urgency, limit: number): Promise<readonly Lease[]>;
  /** Extends the leases. @throws LeaseLost when one of them is lost */
  holdAll(leases: readonly Lease[]): Promise<void>;
  /**
   * Writes each ending if its lease still holds, all in one transaction; answers in the same order. `again`: something
   * newer came in meanwhile, so that the key must be looked at once more.
   */
  settleAll(endings: readonly Settling[]): Promise<readonly ("settled" | "again" | "lost")[]>;
}

export type Settling = { readonly lease: Lease; readonly ending: Ending };

export interface ManyClients {
  list(clientIds: readonly string[]): Promise<ReadonlyMap<string, ClientRecord>>;
}

/** What Zendesk was seen to agree to, and the write that made it so. */
export type Confirmation = {
  readonly desired: DesiredOrganization;
  readonly organization: Organization;
  readonly write?: OrganizationWrite;
};

export interface ManyOrganizationLinks {
  list(clientIds: readonly string[]): Promise<ReadonlyMap<string, OrganizationLink>>;
  /** By organization id: whose it is now. */
  claimAll(claims: readonly Claim[]): Promise<ReadonlyMap<number, string>>;
  confirmAll(confirmations: readonly Confirmation[]): Promise<void>;
  unconfirmAll(
    changes: readonly { readonly clientId: string; readonly change: OrganizationChange }[],
  ): Promise<void>;
}

/** Up to 100 at a time, in a handful of calls. What a bulk job did to each row is found out by reading. */
export interface ManyOrganizations {
  /** By external id in lower case; those that do not exist are absent. */
  listByExternalIds(externalIds: readonly string[]): Promise<ReadonlyMap<string, Organization>>;
  /** Ends when Zendesk's job has ended, well or not. */
  createAll(desired: readonly DesiredOrganization[]): Promise<void>;
  updateAll(changes: readonly { readonly id: number; readonly change: OrganizationChange }[]): Promise<void>;
}
