import type { Act } from "./operator.ts";

/** Something that people are told of once when it begins, and once when it is over. */
export type Condition = {
  /**
   * `cause:name-taken`, `drift:policy.vip`, `conflict:C-1042:name-taken`, `sweep:catch-up-tickets`, `access`,
   * `onboarding:C-1042`.
   */
  readonly name: string;
  readonly title: string;
  readonly detail: string;
};

/** What a look around found. */
export type Standing = {
  readonly conditions: readonly Condition[];
  /** Names of what nobody is told of now, and that is not over if they were. */
  readonly lasting: readonly string[];
};

export type StandingCondition = Condition & {
  readonly since: Date;
  readonly toldAt: Date | null;
  readonly mutedUntil: Date | null;
};

/** A condition, and what each channel said of it. */
export type KnownCondition = StandingCondition & {
  /** Null: it stands. */
  readonly overAt: Date | null;
  /** Names of the channels that said that it began, and not yet that it is over. */
  readonly told: readonly string[];
};

export interface Notifications {
  list(): Promise<readonly StandingCondition[]>;
  /** Nobody is told of it until then. @throws NoSuch */
  mute(name: string, until: Date, act: Act): Promise<StandingCondition>;
  unmute(name: string, act: Act): Promise<StandingCondition>;
}
