import type { Urgency, WorkKind } from "./ports.ts";

/** What stands in the store, counted: the same for all processes that share it. */
export type Figures = {
  readonly work: readonly { readonly kind: WorkKind; readonly state: string; readonly count: number }[];
  /** Of the work that is dirty, since how long the oldest is; absent where none is. */
  readonly oldest: readonly {
    readonly kind: WorkKind;
    readonly urgency: Urgency;
    readonly ageSeconds: number;
  }[];
  readonly openConflicts: number;
  /** By name, how long ago each regular sweep began last. */
  readonly sweeps: readonly { readonly name: string; readonly ageSeconds: number }[];
};

/** Of our share of one of Zendesk's limits: how much was used in the last minute, and how much it is. */
export type BudgetFigure = { readonly name: string; readonly used: number; readonly limit: number };

/** A call to Zendesk that is over, however it ended. */
export type EndedCall = {
  readonly method: string;
  /** With the ids that it has. */
  readonly path: string;
  /** Undefined: there was no answer. */
  readonly status: number | undefined;
  readonly tookMs: number;
};
