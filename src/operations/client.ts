import type { ClientField } from "../domain/clients/client.ts";
import type { FieldChange } from "../domain/clients/field-changes.ts";
import type { Onboarding } from "../domain/clients/onboarding.ts";
import type { DesiredOrganization } from "../domain/clients/organization.ts";
import type { Exchange } from "../jobs/refusals.ts";
import type { Conflict } from "./conflict.ts";
import type { Job, JobState, Page, PageOf } from "./job.ts";
import type { Act } from "./operator.ts";

export type { Onboarding };

export type ClientSummary = {
  readonly id: string;
  readonly name: string | null;
  readonly segment: string | null;
  readonly serviceLevel: string | null;
  readonly organizationId: number | null;
  /** Of its job; null: nothing was to do yet. */
  readonly state: JobState | null;
  readonly cause: string | null;
};

/** A value, and where it came from. */
export type KnownField = {
  readonly field: ClientField;
  readonly value: string | readonly string[] | null;
  readonly occurredAt: string;
  readonly messageId: string;
  /** `accounting`, `import`; null: the message was erased. */
  readonly source: string | null;
  /** `new-client`, `assignments`, `segment-changes`, `client-list`. */
  readonly kind: string | null;
};

export type ClientView = {
  readonly id: string;
  readonly name: string | null;
  /** Its notification came. */
  readonly isKnown: boolean;
  readonly fields: readonly KnownField[];
  readonly organization: {
    readonly id: number;
    /** Where people see it in Zendesk. */
    readonly url: string;
    readonly confirmed: DesiredOrganization | null;
    readonly isDoubted: boolean;
    readonly updatedAt: Date;
  } | null;
  readonly job: Job | null;
  readonly conflicts: readonly Conflict[];
  readonly onboarding: Onboarding;
  readonly openTickets: readonly OpenTicket[];
};

export type OpenTicket = {
  readonly id: number;
  readonly url: string;
  readonly status: string;
  readonly priority: string | null;
  readonly level: string | null;
};

/** One thing that happened: newest first in every list. */
export type Happening = {
  readonly id: string;
  readonly at: Date;
  readonly clientId: string | null;
  readonly ticketId: number | null;
  /** `message`: something was told. `change`: Zendesk or what we know was changed. `call`: Zendesk was called. `act`: an operator did something. */
  readonly type: "message" | "change" | "call" | "act";
  /** `new-client`, `organization.updated`, `PUT /api/v2/organizations/7.json`, `job.retried` … */
  readonly what: string;
  /** Who or what: `accounting`, `los-sync`, the operator's name. */
  readonly by: string;
  readonly reason: string | null;
  /** Field by field, where it is known. */
  readonly changes: readonly FieldChange[];
  readonly exchange: Exchange | null;
};

/** How many rows of each table were about a client. */
export type ForgottenRows = Readonly<Record<string, number>>;

export interface ClientsView {
  /** By any part of name, id or domain, in the order of their names; all when empty. @throws BadCursor */
  search(text: string, page: PageOf): Promise<Page<ClientSummary>>;
  find(id: string): Promise<ClientView | undefined>;
  /** @throws BadCursor */
  history(
    of: { readonly clientId: string } | { readonly ticketId: number },
    page: PageOf,
  ): Promise<Page<Happening>>;
  /** What operators did to whatever, newest first. @throws BadCursor */
  activity(page: PageOf): Promise<Page<Happening>>;
  /** What `forget` would erase; nothing is changed. @throws NoSuch */
  countForgettable(id: string): Promise<ForgottenRows>;
  /** Erases what is known of a client, and who it was, everywhere but in Zendesk. @throws NoSuch, Unfit without a reason */
  forget(id: string, act: Act): Promise<ForgottenRows>;
}
