/** Who answers accounting's notification of a new client. */
export const repliers = ["da", "account-management"] as const;
export type Replier = (typeof repliers)[number];

/** When an onboarding is late, and who is reminded. */
export type OnboardingRules = {
  /** Business days. */
  readonly remindAfterDays: number;
  /** Name of the schedule that says what business days are; null: every day is one. */
  readonly schedule: string | null;
  /** Where reminders go; null: nowhere. */
  readonly emails: Readonly<Record<Replier, string | null>>;
};
