import { setTimeout as sleep } from "node:timers/promises";

import { DateTime } from "luxon";
import type { Logger } from "pino";

import type { Config } from "./config.ts";
import type { Catalogue } from "./domain/catalogue.ts";
import { lastDueAt } from "./domain/full-compare.ts";
import { missingFrom } from "./domain/organization-fields.ts";
import { attemptBulk, attemptKey, type AttemptPorts, type PerformAll } from "./jobs/attempt.ts";
import type { Urgency } from "./jobs/ports.ts";
import { reconcileClient } from "./jobs/reconcile-client.ts";
import { reconcileClients } from "./jobs/reconcile-clients.ts";
import { repeat } from "./jobs/repeat.ts";
import { sweep } from "./jobs/sweep.ts";
import { type OpenedZendesk, openZendesk } from "./open-zendesk.ts";
import { describeBulk } from "./queue/attempt-log.ts";
import type { Producer } from "./queue/producer.ts";
import { startWorkers } from "./queue/workers.ts";
import { seldom } from "./redis/seldom.ts";
import { createClients } from "./store/clients.ts";
import type { Database } from "./store/database.ts";
import { claimSweep, requestFullCompare } from "./store/full-compare.ts";
import { createOrganizationLinks } from "./store/organization-links.ts";
import { applyScheduled } from "./store/scheduled.ts";
import { createWork, listDue } from "./store/work.ts";
import { bulkShare } from "./zendesk/budget.ts";
import { createBulkJobs } from "./zendesk/bulk-jobs.ts";
import { createManyOrganizations } from "./zendesk/many-organizations.ts";
import { createOrganizationFields } from "./zendesk/organization-fields.ts";
import { createOrganizations } from "./zendesk/organizations.ts";

/**
 * Few on purpose: while all are busy, what comes in waits, and then goes together in the same calls. An idle service
 * acts on a single message at once.
 */
const liveConcurrency = 4;

/** Bulk passes of 100 keys each at a time; Zendesk takes 30 bulk jobs from everybody together. */
const bulkConcurrency = 4;

/** Live work prefers a call for each to a bulk job of seconds, and does not wait long for a stalled one. */
const batches: Readonly<Record<Urgency, { readonly fewAtMost: number; readonly patienceMs: number }>> = {
  live: { fewAtMost: 20, patienceMs: 20_000 },
  bulk: { fewAtMost: 4, patienceMs: 10 * 60_000 },
};

/** How long a stop waits for bulk passes under way; what they leave unsettled is taken over after its lease (milliseconds). */
const closeWithinMs = 5000;

/** How soon bulk work is noticed (milliseconds). */
const bulkEveryMs = 500;

/** A worker that was killed is succeeded within its lease plus this (milliseconds). */
const sweepEveryMs = 500;

const sweepAtMost = 1000;

/** How soon the daily comparison is begun after it is due (milliseconds). */
const compareEveryMs = 30_000;

export type WorkingOptions = {
  readonly config: Config;
  readonly catalogue: Catalogue;
  readonly db: Database;
  readonly redisUrl: string;
  readonly producer: Producer;
  readonly log: Logger;
  /** Everything that is started here is closed with it. */
  readonly open: AsyncDisposableStack;
};

/** The worker role: live work as it is woken, bulk work as the budget allows, and the sweep. */
export function startWorking(options: WorkingOptions): void {
  const { db, redisUrl, producer, log, open } = options;
  const zendesk = openZendesk(options);
  const live = attemptPorts(options, "live", zendesk);
  const bulk = attemptPorts(options, "bulk", zendesk);

  const workers = startWorkers({
    redisUrl,
    log,
    concurrency: liveConcurrency,
    pause: async (forMs) => await producer.pause(forMs),
    attempt: async (key) => await attemptKey(key, live),
  });
  open.defer(async () => await workers.close());

  const tellBulk = seldom(10_000, (err: unknown) => log.warn({ err }, "bulk.failed"));
  const pace = { pausedUntil: 0 };
  const passes = Array.from({ length: bulkConcurrency }, () => {
    const passing = repeat(
      bulkEveryMs,
      async () => await passBulk(bulk, log, pace, () => passing.isStopped),
      tellBulk,
      bulkEveryMs,
    );
    return passing;
  });
  open.defer(async () => {
    const stopped = Promise.all(passes.map(async (passing) => await passing.stop()));
    await Promise.race([stopped, sleep(closeWithinMs, undefined, { ref: false })]);
  });

  const comparing = repeat(
    compareEveryMs,
    async () => await compareWhenDue(options),
    seldom(10_000, (err: unknown) => log.warn({ err }, "compare.failed")),
  );
  open.defer(async () => await comparing.stop());

  const tellSweep = seldom(10_000, (err: unknown) => log.warn({ err }, "sweep.failed"));
  const sweeping = repeat(
    sweepEveryMs,
    async () =>
      await sweep({
        listDue: async () => await listDue(db, sweepAtMost),
        applyScheduled: async () => await applyScheduled(db, sweepAtMost),
        wake: async (keys) => await producer.wake(keys),
      }),
    tellSweep,
  );
  open.defer(async () => await sweeping.stop());
}

/** Once a day all clients are compared with Zendesk; of all workers one begins it. */
async function compareWhenDue({ db, catalogue, log }: WorkingOptions): Promise<void> {
  const dueAt = lastDueAt(catalogue.fullCompare, DateTime.utc());
  if (!(await claimSweep(db, "full-compare", dueAt))) return;
  log.info({ clients: await requestFullCompare(db) }, "compare.started");
}

/** One hundred after the other until none is due, Zendesk asks all passes to wait, or we are stopped. */
async function passBulk(
  ports: AttemptPorts,
  log: Logger,
  pace: { pausedUntil: number },
  isStopped: () => boolean,
): Promise<void> {
  while (!isStopped() && performance.now() >= pace.pausedUntil) {
    const startedAt = performance.now();
    const attempts = await attemptBulk(ports);
    if (attempts.length === 0) return;
    describeBulk(log, attempts, performance.now() - startedAt);
    const longest = Math.max(0, ...attempts.map(({ pause }) => pause?.forMs ?? 0));
    pace.pausedUntil = Math.max(pace.pausedUntil, performance.now() + longest);
  }
}

function attemptPorts(
  { config, catalogue, db }: WorkingOptions,
  urgency: Urgency,
  { clientFor, slots }: OpenedZendesk,
): AttemptPorts {
  const { fewAtMost, patienceMs } = batches[urgency];
  const { requestShare, minuteMs } = config.zendesk;
  const share = urgency === "bulk" ? requestShare * bulkShare : requestShare;
  const client = clientFor(urgency);
  const fields = createOrganizationFields(client, () => performance.now());
  const ports = {
    missingFields: async () => missingFrom(await fields.list(), catalogue),
    clients: createClients(db),
    links: createOrganizationLinks(db),
    catalogue,
    now: () => DateTime.utc(),
  };
  const organizations = createOrganizations(client);
  const manyOrganizations = createManyOrganizations(
    client,
    createBulkJobs(client, { slots, share, patienceMs, minuteMs }),
  );
  const perform: PerformAll = async (leases, hold) =>
    await reconcileClients(leases, {
      ...ports,
      organizations: manyOrganizations,
      hold,
      fewAtMost,
      reconcileOne: async (clientId) => await reconcileClient(clientId, { ...ports, organizations, hold }),
    });
  return { work: createWork(db), perform, now: ports.now, chance: Math.random };
}
