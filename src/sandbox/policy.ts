export type ConditionValue = string | number | null | readonly (string | number | null)[];

/** What must be so of a ticket. */
export type Condition = { readonly field: string; readonly operator: string; readonly value: ConditionValue };

/** All of `all` and one of `any`; a policy without conditions is for every ticket. */
export type PolicyFilter = Readonly<Partial<Record<"all" | "any", readonly Condition[]>>>;

/** How long something may take for tickets of a priority; those without a priority have no target. */
export type PolicyMetric = {
  readonly priority: string;
  readonly metric: string;
  /** In minutes. */
  readonly target: number;
  readonly target_in_seconds: number;
  readonly business_hours: boolean;
};

export type MetricSettings = Readonly<Record<string, Readonly<Record<string, boolean>>>>;

/** The first policy, by position, whose filter a ticket matches is that ticket's. */
export type Policy = {
  readonly id: number;
  readonly title: string;
  readonly description: string | null;
  readonly position: number;
  readonly filter: PolicyFilter;
  readonly policy_metrics: readonly PolicyMetric[];
  readonly metric_settings?: MetricSettings;
  readonly created_at: string;
  readonly updated_at: string;
};
