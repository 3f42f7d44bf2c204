import type { Conflict } from "../../src/operations/conflict.ts";
import type { CauseGroup, Job } from "../../src/operations/job.ts";
import type { Overview } from "../../src/operations/overview.ts";

export const noon = new Date("2026-11-20T12:00:00Z");

/** All is well: change what the test is about. */
export function anOverview(other: Partial<Overview> = {}): Overview {
  return {
    at: noon,
    messages: { minute: 0, hour: 0, day: 0 },
    work: { pending: 0, failed: 0, conflict: 0, discarded: 0, ok: 0 },
    oldestWaitMs: null,
    changes: { minute: 0, hour: 0 },
    budget: [],
    drift: [],
    causes: [],
    conflicts: 0,
    sweeps: [],
    accessLostSince: null,
    ...other,
  };
}

export function aCause(cause: string, other: Partial<CauseGroup> = {}): CauseGroup {
  return {
    cause,
    state: "failed",
    kind: "reconcile-client",
    count: 1,
    firstAt: noon,
    lastAt: noon,
    message: null,
    ...other,
  };
}

export function aFailedJob(other: Partial<Job> = {}): Job {
  return {
    id: "1",
    kind: "reconcile-client",
    key: "C-1",
    state: "failed",
    cause: "zendesk-422:name",
    message: "Name: is too long",
    attempts: 1,
    urgency: "live",
    client: { id: "C-1", name: "Acme" },
    ticketId: null,
    dirtySince: noon,
    changedAt: noon,
    nextAttemptAt: null,
    exchange: null,
    ...other,
  };
}

export function aConflict(clientId: string, cause = "name-taken"): Conflict {
  return {
    id: clientId,
    clientId,
    clientName: `Client ${clientId}`,
    cause,
    message: "another organization bears the name",
    openedAt: noon,
    sides: [],
    choices: [],
    organization: null,
    exchange: null,
    decided: null,
  };
}
