import type { Urgency, WorkKind } from "../jobs/ports.ts";
import type { Exchange } from "../jobs/refusals.ts";
import type { Act } from "./operator.ts";

export const jobStates = ["pending", "ok", "failed", "conflict", "discarded"] as const;
export type JobState = (typeof jobStates)[number];

/** A unit of work as operators see it: one client or one ticket that is kept in step. */
export type Job = {
  readonly id: string;
  readonly kind: WorkKind;
  /** The client's id, or the ticket's. */
  readonly key: string;
  readonly state: JobState;
  /** Why it waits or stopped, as a stable short code: `zendesk-422:organization_fields`, `name-taken`, `zendesk-timeout`. */
  readonly cause: string | null;
  /** The same for people. */
  readonly message: string | null;
  /** Attempts that failed since it was last started anew. */
  readonly attempts: number;
  readonly urgency: Urgency;
  /** Of a ticket: the client of its organization, if it is anyone's. */
  readonly client: { readonly id: string; readonly name: string | null } | null;
  readonly ticketId: number | null;
  readonly dirtySince: Date | null;
  /** When it last became what it is: how long it has been failed, or when it was last done. */
  readonly changedAt: Date;
  readonly nextAttemptAt: Date | null;
  /** The call that it failed with, secrets masked. */
  readonly exchange: Exchange | null;
};

/** All of it must hold; what is absent does not matter. */
export type JobFilter = {
  readonly state?: JobState;
  readonly cause?: string;
  readonly kind?: WorkKind;
  /** A client and the tickets of its organization. */
  readonly clientId?: string;
  readonly ticketId?: number;
  /** Changed at or after, before. */
  readonly since?: Date;
  readonly until?: Date;
  /** At least so many failed attempts. */
  readonly attempts?: number;
  /** Exactly these. */
  readonly ids?: readonly string[];
};

/** One screenful: `cursor` is where it goes on, as the page before said. */
export type PageOf = { readonly limit: number; readonly cursor?: string | undefined };

/** `next` is absent on the last page. */
export type Page<Row> = { readonly rows: readonly Row[]; readonly next?: string };

/** Jobs that stopped for a person, for the same cause. */
export type CauseGroup = {
  readonly cause: string;
  readonly state: "failed" | "conflict";
  readonly kind: WorkKind;
  readonly count: number;
  /** Since when, and the last one (of `changedAt`). */
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** What the last one says. */
  readonly message: string | null;
};

/** What a re-run of many would do. */
export type RetryPreview = {
  readonly count: number;
  readonly byCause: readonly { readonly cause: string; readonly count: number }[];
  /** Some of them, for people to look at. */
  readonly examples: readonly Job[];
};

/** A re-run of many jobs, and how far it is. */
export type Retry = {
  readonly id: string;
  readonly at: Date;
  readonly operator: string;
  readonly reason: string;
  readonly filter: JobFilter;
  readonly state: "running" | "done" | "stopped";
  readonly count: number;
  readonly waiting: number;
  readonly done: number;
  /** Failed again, or became a conflict. */
  readonly failed: number;
  /** Put back as it was when it was stopped. */
  readonly putBack: number;
};

export interface Jobs {
  /** Newest change first. @throws BadCursor */
  list(filter: JobFilter, page: PageOf): Promise<Page<Job>>;
  count(filter: JobFilter): Promise<number>;
  find(id: string): Promise<Job | undefined>;
  /** Those with most first. */
  causes(): Promise<readonly CauseGroup[]>;
  /**
   * Looks at it again at once, with all its attempts, whatever was believed of it before. One that waits for its turn
   * already is left alone. @throws NoSuch
   */
  retry(id: string, act: Act): Promise<Job>;
  previewRetry(filter: JobFilter): Promise<RetryPreview>;
  /** Only what stopped (failed, conflict, discarded): the rest runs anyway. As bulk work, behind what is live. */
  retryMany(filter: JobFilter, act: Act): Promise<Retry>;
  /** The last ones, newest first. */
  listRetries(): Promise<readonly Retry[]>;
  findRetry(id: string): Promise<Retry | undefined>;
  /** What was not begun is put back as it was. @throws NoSuch */
  stopRetry(id: string, act: Act): Promise<Retry>;
  /**
   * Nobody looks at it until the next message for its key; a ticket also when its client gets another service level.
   * @throws NoSuch, NotNow for one that did not stop
   */
  discard(id: string, act: Act): Promise<Job>;
}
