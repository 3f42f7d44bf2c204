import type { Happening } from "../../src/operations/client.ts";
import type { CauseGroup, Job, JobFilter, Retry } from "../../src/operations/job.ts";
import type { Operations } from "../../src/operations/operations.ts";
import type { Act } from "../../src/operations/operator.ts";
import type { Overview } from "../../src/operations/overview.ts";
import { NoSuch } from "../../src/operations/refusals.ts";

export const someTime = new Date("2026-11-20T15:04:05Z");

/** What operators did, as the fake was told. */
export type Told = { readonly what: string; readonly on: unknown; readonly by: Act };

export type FakeOperations = Operations & { readonly told: Told[] };

/** Operations on a world of one of each; `text` stands wherever people's or Zendesk's words would. */
export function fakeOperations(text = "words"): FakeOperations {
  const told: Told[] = [];
  const job = aJob(text);
  const retry = aRetry(text);

  function note<Result>(what: string, on: unknown, by: Act, result: Result): Result {
    told.push({ what, on, by });
    return result;
  }

  function known(id: string): Job {
    if (id !== job.id) throw new NoSuch(`there is no job ${id}`);
    return job;
  }

  return {
    told,
    jobs: {
      list: async () => ({ rows: [job], next: text }),
      count: async () => 1,
      find: async (id) => (id === job.id ? job : undefined),
      causes: async () => [aCause(text)],
      retry: async (id, by) => note("retry", id, by, known(id)),
      previewRetry: async () => ({ count: 2, byCause: [{ cause: text, count: 2 }], examples: [job] }),
      retryMany: async (filter: JobFilter, by) => note("retry-many", filter, by, retry),
      listRetries: async () => [retry],
      findRetry: async (id) => (id === retry.id ? retry : undefined),
      stopRetry: async (id, by) => note("stop-retry", id, by, { ...retry, state: "stopped" }),
      discard: async (id, by) => note("discard", id, by, known(id)),
    },
    conflicts: {
      list: async () => ({ rows: [] }),
      find: async () => undefined,
      count: async () => 0,
      resolve: async (id) => Promise.reject(new NoSuch(`there is no conflict ${id}`)),
      listDuplicates: async () => [],
    },
    clients: {
      search: async () => ({ rows: [] }),
      find: async () => undefined,
      history: async () => ({ rows: [] }),
      activity: async () => ({ rows: [aHappening(text)], next: text }),
      countForgettable: async (id) => Promise.reject(new NoSuch(`there is no client ${id}`)),
      forget: async (id) => Promise.reject(new NoSuch(`there is no client ${id}`)),
    },
    overview: { look: async () => anOverview(text) },
    changeSets: {
      list: async () => [],
      find: async () => undefined,
      cancel: async (id) => Promise.reject(new NoSuch(`there is no change set ${id}`)),
      plan: async ({ changes }) =>
        changes.map((change) => ({ ...change, name: text, now: null, openTickets: 3 })),
      schedule: async (wanted, by) => note("schedule", wanted, by, undefined),
    },
    notifications: {
      list: async () => [],
      mute: async (name) => Promise.reject(new NoSuch(`there is no condition ${name}`)),
      unmute: async (name) => Promise.reject(new NoSuch(`there is no condition ${name}`)),
    },
  };
}

export function aJob(text = "words"): Job {
  return {
    id: "17",
    kind: "reconcile-client",
    key: text,
    state: "failed",
    cause: text,
    message: text,
    attempts: 3,
    urgency: "live",
    client: { id: text, name: text },
    ticketId: null,
    dirtySince: someTime,
    changedAt: someTime,
    nextAttemptAt: null,
    exchange: { method: "PUT", path: `/${text}`, request: { [text]: text }, status: 422, answer: text },
  };
}

function aRetry(text = "words"): Retry {
  return {
    id: "3",
    at: someTime,
    operator: text,
    reason: text,
    filter: { cause: text },
    state: "running",
    count: 10,
    waiting: 4,
    done: 5,
    failed: 1,
    putBack: 0,
  };
}

function aCause(text: string): CauseGroup {
  return {
    cause: text,
    state: "failed",
    kind: "reconcile-client",
    count: 2,
    firstAt: someTime,
    lastAt: someTime,
    message: text,
  };
}

function aHappening(text: string): Happening {
  return {
    id: "1",
    at: someTime,
    clientId: text,
    ticketId: null,
    type: "act",
    what: text,
    by: text,
    reason: text,
    changes: [{ field: text, from: text, to: text }],
    exchange: null,
  };
}

export function anOverview(text = "words"): Overview {
  return {
    at: someTime,
    messages: { minute: 3, hour: 120, day: 900 },
    work: { pending: 2, failed: 2, conflict: 1, discarded: 0, ok: 1000 },
    oldestWaitMs: 1500,
    changes: { minute: 2, hour: 80 },
    budget: [{ name: text, used: 40, limit: 300 }],
    drift: [text],
    causes: [aCause(text)],
    conflicts: 1,
    sweeps: [{ name: text, startedAt: someTime, isOverdue: false }],
    accessLostSince: null,
  };
}
