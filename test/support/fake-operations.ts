import type { ClientView, Happening } from "../../src/operations/client.ts";
import type { Conflict } from "../../src/operations/conflict.ts";
import type { Job, JobFilter, Page, PageOf, Retry } from "../../src/operations/job.ts";
import type { StandingCondition } from "../../src/operations/notification.ts";
import type { Operations } from "../../src/operations/operations.ts";
import type { Act } from "../../src/operations/operator.ts";
import { BadCursor, NoSuch, NotNow, Unfit } from "../../src/operations/refusals.ts";
import { aChangeSet, anOverview, aRetry } from "./operations-world.ts";

/** What somebody did, to what. */
export type Done = Act & { readonly what: string; readonly to: unknown };

export type FakeOperations = Operations & { readonly done: readonly Done[] };

export type FakeWorld = {
  readonly jobs?: readonly Job[];
  readonly conflicts?: readonly Conflict[];
  readonly clients?: readonly ClientView[];
  readonly happenings?: readonly Happening[];
  readonly conditions?: readonly StandingCondition[];
};

/** Of each client so many rows of each table. */
const forgotten = { clients: 1, history: 7 };

/** What operators can ask and do, in memory: it pages, filters and refuses as the store does, and notes who did what. */
export function fakeOperations({
  jobs: allJobs = [],
  conflicts = [],
  clients = [],
  happenings = [],
  conditions = [],
}: FakeWorld = {}): FakeOperations {
  const done: Done[] = [];
  const note = (what: string, to: unknown, act: Act) => void done.push({ what, to, ...act });
  const retries: Retry[] = [];
  const jobs = () => allJobs.filter(({ state }) => state !== "ok");
  const stopped = (filter: JobFilter) =>
    allJobs.filter((job) => fits(job, filter) && !["ok", "pending"].includes(job.state));

  return {
    done,
    jobs: {
      list: async (filter, page) =>
        pageOf(
          allJobs.filter((job) => fits(job, filter)),
          page,
        ),
      count: async (filter) => allJobs.filter((job) => fits(job, filter)).length,
      find: async (id) => allJobs.find((job) => job.id === id),
      causes: async () =>
        Object.entries(Object.groupBy(jobs(), ({ cause }) => cause ?? "")).map(([cause, some = []]) => ({
          cause,
          state: "failed",
          kind: "reconcile-client",
          count: some.length,
          firstAt: some[0]!.changedAt,
          lastAt: some[0]!.changedAt,
          message: some[0]!.message,
        })),
      async retry(id, act) {
        const job = named(allJobs, id);
        note("retry", id, act);
        return { ...job, state: "pending", attempts: 0 };
      },
      async previewRetry(filter) {
        const examples = stopped(filter);
        return { count: examples.length, byCause: [{ cause: "all", count: examples.length }], examples };
      },
      async retryMany(filter, act) {
        note("retryMany", filter, act);
        const retry = aRetry({
          id: String(retries.length + 1),
          filter,
          count: stopped(filter).length,
          ...act,
        });
        retries.push(retry);
        return retry;
      },
      listRetries: async () => retries,
      findRetry: async (id) => retries.find((one) => one.id === id),
      async stopRetry(id, act) {
        note("stopRetry", id, act);
        return { ...named(retries, id), state: "stopped" };
      },
      async discard(id, act) {
        const job = named(allJobs, id);
        if (!["failed", "conflict"].includes(job.state)) throw new NotNow(`job ${id} is ${job.state}`);
        note("discard", id, act);
        return { ...job, state: "discarded" };
      },
    },
    conflicts: {
      list: async (page) => pageOf(conflicts, page),
      find: async (id) => conflicts.find((one) => one.id === id),
      count: async () => conflicts.length,
      async resolve(id, decision, act, name) {
        const conflict = named(conflicts, id);
        if (conflict.decided) throw new NotNow(`conflict ${id} was decided by ${conflict.decided.by}`);
        if (!conflict.choices.some((choice) => choice.decision === decision))
          throw new Unfit(`${decision} is no choice here`);
        note(`resolve:${decision}`, name ?? id, act);
        const at = new Date("2026-11-20T18:00:00Z");
        return { ...conflict, decided: { decision, by: act.operator, reason: act.reason, at } };
      },
      listDuplicates: async () => [
        { because: "same-domain", shared: "acme.example", clients: [{ id: "C-1", name: "Acme" }] },
      ],
    },
    clients: {
      async search(text, page) {
        const found = clients.filter(({ name }) => (name ?? "").includes(text));
        const rows = found.map(({ id, name }) => ({
          id,
          name,
          segment: null,
          serviceLevel: null,
          organizationId: null,
          state: null,
          cause: null,
        }));
        return pageOf(rows, page);
      },
      find: async (id) => clients.find((one) => one.id === id),
      history: async (_of, page) => pageOf(happenings, page),
      activity: async (page) =>
        pageOf(
          happenings.filter(({ type }) => type === "act"),
          page,
        ),
      async countForgettable(id) {
        named(clients, id);
        return forgotten;
      },
      async forget(id, act) {
        named(clients, id);
        note("forget", id, act);
        return forgotten;
      },
    },
    overview: { look: async () => anOverview },
    changeSets: {
      list: async () => [aChangeSet],
      find: async (id) => (id === aChangeSet.id ? { set: aChangeSet, changes: [] } : undefined),
      async cancel(id, act) {
        if (id !== aChangeSet.id) throw new NoSuch(`there is no change set ${id}`);
        note("cancel", id, act);
        return aChangeSet.scheduled;
      },
      plan: async () => [],
      schedule: async (wanted, act) => note("schedule", wanted.id, act),
    },
    notifications: {
      list: async () => conditions,
      async mute(name, until, act) {
        const condition = conditions.find((one) => one.name === name);
        if (!condition) throw new NoSuch(`there is nothing to mute by the name ${name}`);
        note("mute", until, act);
        return { ...condition, mutedUntil: until };
      },
      async unmute(name, act) {
        const condition = conditions.find((one) => one.name === name);
        if (!condition) throw new NoSuch(`there is nothing to unmute by the name ${name}`);
        note("unmute", name, act);
        return { ...condition, mutedUntil: null };
      },
    },
  };
}

function fits(job: Job, { state, cause, kind, clientId, ticketId, since, until, attempts, ids }: JobFilter) {
  return (
    (state === undefined || job.state === state) &&
    (cause === undefined || job.cause === cause) &&
    (kind === undefined || job.kind === kind) &&
    (clientId === undefined || job.client?.id === clientId) &&
    (ticketId === undefined || job.ticketId === ticketId) &&
    (since === undefined || job.changedAt >= since) &&
    (until === undefined || job.changedAt < until) &&
    (attempts === undefined || job.attempts >= attempts) &&
    (ids === undefined || ids.includes(job.id))
  );
}

function named<Row extends { readonly id: string }>(rows: readonly Row[], id: string): Row {
  const found = rows.find((row) => row.id === id);
  if (found) return found;
  throw new NoSuch(`there is nothing by the id ${id}`);
}

function pageOf<Row>(rows: readonly Row[], { limit, cursor = "after-0" }: PageOf): Page<Row> {
  const [, from] = /^after-(\d+)$/.exec(cursor) ?? [];
  if (from === undefined) throw new BadCursor("no page gave out this cursor");
  const end = Number(from) + limit;
  return { rows: rows.slice(Number(from), end), ...(rows.length > end && { next: `after-${end}` }) };
}
