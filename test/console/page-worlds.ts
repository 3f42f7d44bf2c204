import type { ChangeOfClient, ChangeSetView } from "../../src/operations/change-set.ts";
import type { ClientSummary, ClientView, Happening } from "../../src/operations/client.ts";
import type { Conflict } from "../../src/operations/conflict.ts";
import type { StandingCondition } from "../../src/operations/notification.ts";
import { aJob, someTime } from "./fake-operations.ts";

/** Of each thing that pages show, one; `text` stands wherever people's or Zendesk's words would. */
export function aSummary(text = "words", other: Partial<ClientSummary> = {}): ClientSummary {
  return {
    id: text,
    name: text,
    segment: text,
    serviceLevel: text,
    organizationId: 7001,
    state: "failed",
    cause: text,
    ...other,
  };
}

export function aClientView(text = "words", other: Partial<ClientView> = {}): ClientView {
  return {
    id: text,
    name: text,
    isKnown: true,
    fields: [
      {
        field: "name",
        value: text,
        occurredAt: "2026-11-20T15:00:00.000000000Z",
        messageId: text,
        source: text,
        kind: text,
      },
      {
        field: "domains",
        value: [text, text],
        occurredAt: "2026-11-20T15:00:00.000000000Z",
        messageId: text,
        source: null,
        kind: null,
      },
    ],
    organization: {
      id: 7001,
      url: "https://example.zendesk.com/agent/organizations/7001",
      confirmed: { externalId: text, name: text, domainNames: [text], fields: { client_vertical: text } },
      isDoubted: true,
      updatedAt: someTime,
    },
    job: aJob(text),
    conflicts: [aConflict(text)],
    onboarding: {
      isComplete: false,
      steps: [
        {
          step: "notification",
          title: text,
          isDone: true,
          missing: [],
          doneAt: "2026-11-20T15:00:00.000000000Z",
        },
        {
          step: "ids",
          title: text,
          isDone: false,
          missing: ["clientCenterId", "clientHubUrn"],
          doneAt: null,
        },
      ],
    },
    openTickets: [
      {
        id: 31,
        url: "https://example.zendesk.com/agent/tickets/31",
        status: text,
        priority: text,
        level: text,
      },
    ],
    ...other,
  };
}

export function aHappeningOf(type: Happening["type"], text = "words"): Happening {
  return {
    id: text,
    at: someTime,
    clientId: text,
    ticketId: 31,
    type,
    what: text,
    by: text,
    reason: text,
    changes: [{ field: text, from: text, to: null }],
    exchange: { method: text, path: text, request: { [text]: text }, status: 422, answer: text },
  };
}

export function aConflict(text = "words", other: Partial<Conflict> = {}): Conflict {
  return {
    id: "4",
    clientId: text,
    clientName: text,
    cause: text,
    message: text,
    openedAt: someTime,
    sides: [
      { title: text, values: { name: text, [text]: text, domains: null } },
      { title: text, values: { name: "another", [text]: text, domains: null } },
    ],
    choices: [
      { decision: "adopt", effect: text },
      { decision: "rename", effect: text, name: text },
      { decision: "ignore", effect: text },
    ],
    organization: null,
    exchange: { method: text, path: text, request: text, status: 422, answer: { [text]: text } },
    decided: null,
    ...other,
  };
}

export function aChangeSet(text = "words", other: Partial<ChangeSetView> = {}): ChangeSetView {
  return {
    id: text,
    receivedAt: someTime,
    effectiveAt: new Date("2026-12-01T08:00:00Z"),
    scheduled: 2,
    applied: 1,
    stale: 0,
    waiting: 0,
    cancelled: 0,
    ...other,
  };
}

export function aChange(text = "words", other: Partial<ChangeOfClient> = {}): ChangeOfClient {
  return {
    clientId: text,
    name: text,
    effectiveAt: new Date("2026-12-01T08:00:00Z"),
    state: "scheduled",
    says: { segment: text, serviceLevel: null },
    segment: text,
    serviceLevel: text,
    openTickets: 3,
    ...other,
  };
}

export function aCondition(text = "words", other: Partial<StandingCondition> = {}): StandingCondition {
  return { name: text, title: text, detail: text, since: someTime, toldAt: null, mutedUntil: null, ...other };
}
