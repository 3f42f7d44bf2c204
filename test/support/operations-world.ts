import type { ChangeSetView } from "../../src/operations/change-set.ts";
import type { ClientView, Happening } from "../../src/operations/client.ts";
import type { Conflict } from "../../src/operations/conflict.ts";
import type { Job, Retry } from "../../src/operations/job.ts";
import type { StandingCondition } from "../../src/operations/notification.ts";
import type { Overview } from "../../src/operations/overview.ts";

const at = new Date("2026-11-20T17:30:00Z");

const refused = {
  method: "POST",
  path: "/api/v2/organizations.json",
  request: { organization: { name: "Acme" } },
  status: 422,
  answer: { error: "RecordInvalid" },
};

export function aJob(other: Partial<Job> = {}): Job {
  return {
    id: "7",
    kind: "reconcile-client",
    key: "C-1",
    state: "failed",
    cause: "zendesk-422:name",
    message: "Zendesk refused the name",
    attempts: 1,
    urgency: "live",
    client: { id: "C-1", name: "Acme" },
    ticketId: null,
    dirtySince: at,
    changedAt: at,
    nextAttemptAt: null,
    exchange: refused,
    ...other,
  };
}

export function aRetry(other: Partial<Retry> = {}): Retry {
  return {
    id: "1",
    at,
    operator: "otto",
    reason: "",
    filter: {},
    state: "running",
    count: 0,
    waiting: 0,
    done: 0,
    failed: 0,
    putBack: 0,
    ...other,
  };
}

export const aConflict: Conflict = {
  id: "17",
  clientId: "C-1",
  clientName: "Acme",
  cause: "name-taken",
  message: "an organization of this name exists",
  openedAt: at,
  sides: [
    { title: "Accounting", values: { name: "Acme", domains: null } },
    { title: "Zendesk", values: { name: "ACME", domains: "acme.example" } },
  ],
  choices: [
    { decision: "adopt", effect: "organization 7 becomes that of C-1" },
    { decision: "rename", effect: "the client is called otherwise", name: "Acme (C-1)" },
  ],
  organization: { id: 7, name: "ACME", externalId: null, domainNames: ["acme.example"] },
  organizationUrl: "https://acme.zendesk.com/agent/organizations/7",
  exchange: refused,
  decided: null,
};

export const aHappening: Happening = {
  id: "act-3",
  at,
  clientId: "C-1",
  ticketId: null,
  type: "act",
  what: "job.retried",
  by: "otto",
  reason: "the field is there now",
  changes: [{ field: "segment", from: "SMB", to: "VIP" }],
  exchange: null,
};

export const aClient: ClientView = {
  id: "C-1",
  name: "Acme",
  isKnown: true,
  fields: [
    {
      field: "domains",
      value: ["acme.example"],
      occurredAt: "2026-11-20T15:04:05.000000000Z",
      messageId: "msg_1",
      source: "accounting",
      kind: "new-client",
    },
  ],
  organization: {
    id: 7,
    url: "https://acme.zendesk.com/agent/organizations/7",
    confirmed: {
      externalId: "C-1",
      name: "Acme",
      domainNames: ["acme.example"],
      fields: { client_vertical: null },
    },
    isDoubted: false,
    updatedAt: at,
  },
  job: aJob(),
  conflicts: [aConflict],
  onboarding: {
    isComplete: false,
    steps: [
      { step: "da-reply", title: "DA reply", isDone: false, missing: ["seoAnalyst"], doneAt: null },
      { step: "notification", title: "Notification", isDone: true, missing: [], doneAt: at.toISOString() },
    ],
  },
  openTickets: [
    {
      id: 35436,
      url: "https://acme.zendesk.com/agent/tickets/35436",
      status: "open",
      priority: null,
      level: "vip",
    },
  ],
};

export const anOverview: Overview = {
  at,
  messages: { minute: 1, hour: 2, day: 3 },
  work: { pending: 1, failed: 2, conflict: 1, discarded: 0, ok: 40 },
  oldestWaitMs: null,
  changes: { minute: 0, hour: 5 },
  budget: [{ name: "account", used: 12, limit: 525 }],
  drift: ["policy.vip"],
  causes: [],
  conflicts: 1,
  sweeps: [{ name: "tickets", startedAt: at, isOverdue: false }],
  accessLostSince: null,
};

export const aChangeSet: ChangeSetView = {
  id: "2026-12",
  receivedAt: at,
  effectiveAt: new Date("2026-12-01T08:00:00Z"),
  scheduled: 2,
  applied: 0,
  stale: 0,
  waiting: 0,
  cancelled: 0,
};

export const aCondition: StandingCondition = {
  name: "cause:name-taken",
  title: "Name taken",
  detail: "3 clients",
  since: at,
  toldAt: at,
  mutedUntil: null,
};
