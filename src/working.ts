import { setTimeout as sleep } from "node:timers/promises";

import { DateTime } from "luxon";
import type { Logger } from "pino";

import { createAttempts } from "./attempts.ts";
import type { Config } from "./config.ts";
import type { Catalogue } from "./domain/catalogue/catalogue.ts";
import { lastDueAt } from "./domain/clients/full-compare.ts";
import { startDriftCheck } from "./drift-check.ts";
import { attemptBulk, attemptKey, type AttemptPorts } from "./jobs/attempt.ts";
import { type WorkKind, workKinds } from "./jobs/ports.ts";
import { repeat } from "./jobs/repeat.ts";
import { sweep } from "./jobs/sweep.ts";
import type { Observing } from "./observing.ts";
import { openZendesk } from "./open-zendesk.ts";
import { describeBulk } from "./queue/attempt-log.ts";
import type { Lane } from "./queue/lanes.ts";
import type { Producer } from "./queue/producer.ts";
import { startWorkers } from "./queue/workers.ts";
import { seldom } from "./redis/seldom.ts";
import { startRegularReadings } from "./regular-readings.ts";
import type { Database } from "./store/database.ts";
import { claimSweep, requestFullCompare } from "./store/work/full-compare.ts";
import { resumeRetries } from "./store/jobs/retries.ts";
import { pruneHistory } from "./store/history/prune-history.ts";
import { pruneMessages } from "./store/inbox/prune-messages.ts";
import { pruneTickets } from "./store/tickets/prune-tickets.ts";
import { applyScheduled } from "./store/inbox/scheduled.ts";
import { listDue } from "./store/work/work.ts";
import { startWatching } from "./watching.ts";

/**
 * Few on purpose: while all are busy, what comes in waits, and then goes together in the same calls. An idle service
 * acts on a single message at once.
 */
const liveConcurrency: Readonly<Record<Lane, number>> = { clients: 4, tickets: 8 };

/** Bulk passes of 100 keys each at a time; Zendesk takes 30 bulk jobs from everybody together. */
const bulkConcurrency: Readonly<Record<WorkKind, number>> = { "reconcile-client": 4, "review-ticket": 4 };

/** How long a stop waits for bulk passes under way; what they leave unsettled is taken over after its lease (milliseconds). */
const closeWithinMs = 5000;

/** How soon bulk work is noticed (milliseconds). */
const bulkEveryMs = 500;

/** A worker that was killed is succeeded within its lease plus this (milliseconds). */
const sweepEveryMs = 500;

const sweepAtMost = 1000;

/** How soon the daily comparison is begun after it is due (milliseconds). */
const compareEveryMs = 30_000;

/** How soon a re-run whose process died goes on, after a minute (milliseconds). */
const resumeEveryMs = 30_000;

export type WorkingOptions = {
  readonly config: Config;
  readonly catalogue: Catalogue;
  readonly db: Database;
  readonly redisUrl: string;
  readonly producer: Producer;
  readonly observing: Observing;
  readonly log: Logger;
  /** Everything that is started here is closed with it. */
  readonly open: AsyncDisposableStack;
};

/** The worker role: live work as it is woken, bulk work as the budget allows, and the sweep. */
export function startWorking(options: WorkingOptions): void {
  const { db, redisUrl, producer, observing, log, open } = options;
  const zendesk = openZendesk({ ...options, onCall: observing.callEnded });
  const live = createAttempts({ ...options, zendesk }, "live");
  const bulk = createAttempts({ ...options, zendesk }, "bulk");

  const workers = startWorkers({
    redisUrl,
    log,
    concurrency: liveConcurrency,
    pause: async (forMs) => await producer.pause(forMs),
    attempt: async (key) =>
      await observing.pass(async () => await attemptKey(key, observing.aroundJobs(live[key.kind]))),
  });
  open.defer(async () => await workers.close());

  const tellBulk = seldom(10_000, (err: unknown) => log.warn({ err }, "bulk.failed"));
  const pace = { pausedUntil: 0 };
  const passes = workKinds.flatMap((kind) =>
    Array.from({ length: bulkConcurrency[kind] }, () => {
      const passing = repeat(
        bulkEveryMs,
        async () =>
          await passBulk(
            kind,
            observing.aroundJobs(bulk[kind]),
            observing,
            log,
            pace,
            () => passing.isStopped,
          ),
        tellBulk,
        bulkEveryMs,
      );
      return passing;
    }),
  );
  open.defer(async () => {
    const stopped = Promise.all(passes.map(async (passing) => await passing.stop()));
    await Promise.race([stopped, sleep(closeWithinMs, undefined, { ref: false })]);
  });

  startRegularReadings({ ...options, zendesk });
  startDriftCheck({ ...options, zendesk });
  startWatching(options);

  const comparing = repeat(
    compareEveryMs,
    async () => await compareWhenDue(options),
    seldom(10_000, (err: unknown) => log.warn({ err }, "compare.failed")),
  );
  open.defer(async () => await comparing.stop());

  const resuming = repeat(
    resumeEveryMs,
    async () => {
      const retries = await resumeRetries(db);
      if (retries > 0) log.info({ retries }, "retries.resumed");
    },
    seldom(10_000, (err: unknown) => log.warn({ err }, "retries.failed")),
  );
  open.defer(async () => await resuming.stop());

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

/**
 * Once a day all clients are compared with Zendesk, and old events, tickets that were closed long ago and what is kept for
 * people only are deleted; of all workers one begins it.
 */
async function compareWhenDue({ config, db, catalogue, log }: WorkingOptions): Promise<void> {
  const dueAt = lastDueAt(catalogue.fullCompare, DateTime.utc());
  if (!(await claimSweep(db, "full-compare", dueAt))) return;
  log.info({ clients: await requestFullCompare(db) }, "compare.started");
  log.info({ messages: await pruneMessages(db) }, "messages.pruned");
  log.info({ tickets: await pruneTickets(db, DateTime.utc()) }, "tickets.pruned");
  log.info(await pruneHistory(db, config.operations), "history.pruned");
}

/** One hundred after the other until none is due, Zendesk asks all passes to wait, or we are stopped. */
async function passBulk(
  kind: WorkKind,
  ports: AttemptPorts,
  { pass }: Pick<Observing, "pass">,
  log: Logger,
  pace: { pausedUntil: number },
  isStopped: () => boolean,
): Promise<void> {
  while (!isStopped() && performance.now() >= pace.pausedUntil) {
    const startedAt = performance.now();
    const attempts = await pass(async () => await attemptBulk(kind, ports));
    if (attempts.length === 0) return;
    describeBulk(log, attempts, performance.now() - startedAt);
    const longest = Math.max(0, ...attempts.map(({ pause }) => pause?.forMs ?? 0));
    pace.pausedUntil = Math.max(pace.pausedUntil, performance.now() + longest);
  }
}
