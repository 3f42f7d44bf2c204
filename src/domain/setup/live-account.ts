/** What Zendesk has of the things that setup looks after. Lists are in Zendesk's own order. */
export type LiveAccount = {
  readonly organizationFields: readonly LiveOrganizationField[];
  readonly schedules: readonly LiveSchedule[];
  readonly policies: readonly LivePolicy[];
  /** Null: the account's plan has none. */
  readonly groupPolicies: readonly LivePolicy[] | null;
  readonly webhooks: readonly LiveWebhook[];
  /** Group ids by name in lower case. */
  readonly groups: ReadonlyMap<string, number>;
};

export type LiveOrganizationField = {
  readonly id: number;
  readonly key: string;
  readonly type: string;
  readonly title: string;
  readonly active: boolean;
  readonly options: readonly { readonly id: number; readonly name: string; readonly value: string }[];
};

export type LiveSchedule = {
  readonly id: number;
  readonly name: string;
  /** Zendesk's name: "Pacific Time (US & Canada)". */
  readonly timeZone: string;
  /** Minutes since Sunday 00:00. */
  readonly intervals: readonly { readonly start: number; readonly end: number }[];
  readonly holidays: readonly LiveHoliday[];
};

export type LiveHoliday = {
  readonly id: number;
  readonly name: string;
  /** 2026-11-26, both inclusive. */
  readonly startDate: string;
  readonly endDate: string;
};

export type LiveCondition = {
  readonly field: string;
  readonly operator: string;
  readonly value: unknown;
};

export type LivePolicy = {
  /** A number, of group SLA policies a ULID. */
  readonly id: number | string;
  readonly title: string;
  readonly description: string | null;
  readonly position: number;
  readonly filter: { readonly all: readonly LiveCondition[]; readonly any: readonly LiveCondition[] };
  readonly metrics: readonly LivePolicyMetric[];
  readonly metricSettings: Readonly<Record<string, Readonly<Record<string, boolean>>>>;
};

export type LivePolicyMetric = {
  readonly priority: string;
  readonly metric: string;
  readonly targetMinutes: number;
  readonly isBusinessHours: boolean;
};

export type LiveWebhook = {
  readonly id: string;
  readonly name: string;
  readonly endpoint: string;
  readonly status: string;
  readonly subscriptions: readonly string[];
};
