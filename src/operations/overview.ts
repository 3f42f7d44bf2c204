import type { CauseGroup } from "./job.ts";

/** Is all well? */
export type Overview = {
  readonly at: Date;
  /** Messages that came in, in the last minute and hour, and since midnight UTC. */
  readonly messages: { readonly minute: number; readonly hour: number; readonly day: number };
  readonly work: {
    readonly pending: number;
    readonly failed: number;
    readonly conflict: number;
    readonly discarded: number;
    /** Of tens of thousands: about so many. */
    readonly ok: number;
  };
  /** Of the live work that waits and is due, how long the longest has waited (milliseconds); null: none waits. */
  readonly oldestWaitMs: number | null;
  /** Written to Zendesk in the last minute and hour. */
  readonly changes: { readonly minute: number; readonly hour: number };
  /** Of our share of Zendesk's limits, by name: used in the last minute, and how much it is. Empty: not known now. */
  readonly budget: readonly { readonly name: string; readonly used: number; readonly limit: number }[];
  /** Of the SLA policies, by the ids of the steps that would mend it. */
  readonly drift: readonly string[];
  readonly causes: readonly CauseGroup[];
  readonly conflicts: number;
  /** The regular readings and sweeps, when each last began. */
  readonly sweeps: readonly {
    readonly name: string;
    readonly startedAt: Date;
    readonly isOverdue: boolean;
  }[];
  /** Zendesk refuses our credentials since. */
  readonly accessLostSince: Date | null;
};

export interface Overviews {
  look(): Promise<Overview>;
}
