import type { ClientFacts } from "../domain/clients/client.ts";
import type { Act } from "./operator.ts";

/** What was sent under one name: the clients that were moved, or will be. */
export type ChangeSetView = {
  readonly id: string;
  readonly receivedAt: Date;
  /** When what is still to come takes effect first; null: nothing is to come. */
  readonly effectiveAt: Date | null;
  readonly scheduled: number;
  readonly applied: number;
  readonly stale: number;
  readonly waiting: number;
  readonly cancelled: number;
};

export type ChangeOfClient = {
  readonly clientId: string;
  readonly name: string | null;
  readonly effectiveAt: Date | null;
  readonly state: string;
  readonly says: Partial<ClientFacts>;
  /** What the client has now. */
  readonly segment: string | null;
  readonly serviceLevel: string | null;
  /** Of its organization: how many tickets will be looked at again. */
  readonly openTickets: number;
};

/** Where a client is to be moved. */
export type WantedChange = {
  readonly clientId: string;
  readonly segment: string;
  /** Null: that of the segment. */
  readonly serviceLevel: string | null;
};

/** What it would do to one client. */
export type PlannedChange = WantedChange & {
  readonly name: string | null;
  /** Null: its notification has not come; the change waits for it. */
  readonly now: Omit<WantedChange, "clientId"> | null;
  readonly openTickets: number;
};

/** A change set that an operator wants. */
export type WantedChangeSet = {
  readonly id: string;
  readonly effectiveAt: Date;
  /** Each client once. */
  readonly changes: readonly WantedChange[];
};

export interface ChangeSets {
  list(): Promise<readonly ChangeSetView[]>;
  find(
    id: string,
  ): Promise<{ readonly set: ChangeSetView; readonly changes: readonly ChangeOfClient[] } | undefined>;
  /** What is still to come will not. Answers how many clients keep what they have. @throws NoSuch, NotNow when nothing is to come */
  cancel(id: string, act: Act): Promise<number>;
  /** In the order in which they are given; changes nothing. @throws Unfit as `schedule` does */
  plan(wanted: WantedChangeSet): Promise<readonly PlannedChange[]>;
  /** @throws Unfit when there is one of that id, when its time is over, or when it has no changes */
  schedule(wanted: WantedChangeSet, act: Act): Promise<void>;
}
