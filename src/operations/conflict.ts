import type { Choice, Decision, OrganizationCard, Side } from "../domain/clients/conflict.ts";
import type { Exchange } from "../jobs/refusals.ts";
import type { Page, PageOf } from "./job.ts";
import type { Act } from "./operator.ts";

export { decisions } from "../domain/clients/conflict.ts";
export type { Choice, Decision, Side } from "../domain/clients/conflict.ts";

/** Something that a person must decide. */
export type Conflict = {
  readonly id: string;
  readonly clientId: string;
  readonly clientName: string | null;
  /** `name-taken`, `organization-shared`, `organization-deleted`, `manual-edit`, `domain-shared`. */
  readonly cause: string;
  readonly message: string;
  readonly openedAt: Date;
  readonly sides: readonly Side[];
  readonly choices: readonly Choice[];
  /** The organization that it is about, if one is. */
  readonly organization: OrganizationCard | null;
  /** Where people see it in Zendesk. */
  readonly organizationUrl?: string;
  readonly exchange: Exchange | null;
  readonly decided: {
    readonly decision: Decision;
    readonly by: string;
    readonly reason: string;
    readonly at: Date;
  } | null;
};

/** Clients that look like the same one, before it hurts. */
export type Duplicate = {
  readonly because: "same-name" | "same-domain";
  /** The name without case and punctuation, or the domain. */
  readonly shared: string;
  readonly clients: readonly { readonly id: string; readonly name: string | null }[];
};

export interface Conflicts {
  /** Open ones, of these causes or of all, oldest first. @throws BadCursor */
  list(page: PageOf, causes?: readonly string[]): Promise<Page<Conflict>>;
  find(id: string): Promise<Conflict | undefined>;
  count(causes?: readonly string[]): Promise<number>;
  /** `name`: for rename. @throws NoSuch, NotNow when it is decided, Unfit when it is no choice of this conflict's */
  resolve(id: string, decision: Decision, act: Act, name?: string): Promise<Conflict>;
  /** At most a screenful. */
  listDuplicates(): Promise<readonly Duplicate[]>;
}
