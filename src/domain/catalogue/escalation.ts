import type { Metric } from "./target.ts";

/** Who is told that a target is about to be missed, and how long before. */
export type Warning = {
  readonly metric: Metric;
  readonly beforeMinutes: number;
  /** Roles of responsibilities. */
  readonly tell: readonly string[];
};

/** Who takes over when a target was missed, and how long after. */
export type Escalation = {
  readonly metric: Metric;
  /** 0: at once. */
  readonly afterMinutes: number;
  /** Role of a responsibility. */
  readonly to: string;
};

/** A role, what it does in support, and who has it. */
export type Responsibility = {
  readonly role: string;
  readonly does: string;
  readonly who: string | null;
};
