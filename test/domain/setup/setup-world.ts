import type {
  LiveAccount,
  LivePolicy,
  LiveSchedule,
  LiveWebhook,
} from "../../../src/domain/setup/live-account.ts";

/** An account in which nobody has set up anything. */
export function anAccount(other: Partial<LiveAccount> = {}): LiveAccount {
  return {
    organizationFields: [],
    schedules: [],
    policies: [],
    groupPolicies: [],
    webhooks: [],
    groups: new Map(),
    ...other,
  };
}

export function aPolicy(other: Partial<LivePolicy> = {}): LivePolicy {
  return {
    id: 90,
    title: "Somebody's",
    description: null,
    position: 1,
    filter: { all: [{ field: "ticket_form_id", operator: "is", value: 15 }], any: [] },
    metrics: [],
    metricSettings: {},
    ...other,
  };
}

export function aLiveSchedule(other: Partial<LiveSchedule> = {}): LiveSchedule {
  return {
    id: 70,
    name: "Office",
    timeZone: "Pacific Time (US & Canada)",
    intervals: [],
    holidays: [],
    ...other,
  };
}

export function aWebhook(other: Partial<LiveWebhook> = {}): LiveWebhook {
  return {
    id: "01HANA",
    name: "los-sync",
    endpoint: "https://los.example/webhooks/zendesk",
    status: "active",
    subscriptions: [],
    ...other,
  };
}
