import { setTimeout as sleep } from "node:timers/promises";

import { DateTime } from "luxon";
import type { Logger } from "pino";

import { createAttempts } from "./attempts.ts";
import { closingTogether } from "./closing-together.ts";
import type { Config } from "./config.ts";
import type { Catalogue } from "./domain/catalogue/catalogue.ts";
import { lastDueAt } from "./domain/clients/full-compare.ts";
import { startDriftCheck } from "./drift-check.ts";
import { inBackground } from "./in-background.ts";
import { attemptBulk, attemptKey, type AttemptPorts } from "./jobs/attempt.ts";
import { type WorkKind, workKinds } from "./jobs/ports.ts";
import { sweep } from "./jobs/sweep.ts";
import type { Observing } from "./observing.ts";
import { openZendesk } from "./open-zendesk.ts";
import { describeBulk } from "./queue/attempt-log.ts";
import type { Lane } from "./queue/lanes.ts";
import type { Producer } from "./queue/producer.ts";
import { startWorkers } from "./queue/workers.ts";
import { startRegularReadings } from "./regular-readings.ts";
import type { Database } from "./store/database.ts";
import { fullCompareWhenDue } from "./store/leases/full-compare.ts";
import { resumeRetries } from "./store/jobs/resume-retries.ts";
import { pruneHistory } from "./store/history/prune-history.ts";
import { pruneMessages } from "./store/inbox/prune-messages.ts";
import { pruneTickets } from "./store/tickets/prune-tickets.ts";
import { applyScheduled } from "./store/inbox/scheduled.ts";
import { listDue } from "./store/leases/work.ts";
import { warnSeldom } from "./warn-seldom.ts";
import { startWatching } from "./watching.ts";

/**
 * Few on purpose: while all are busy, what comes in waits, and then goes together in the same calls. An idle service
 * acts on a single message at once.
 */
const liveConcurrency: Readonly<Record<Lane, number>> = { clients: 4, tickets: 8 };

/** Bulk passes of 100 keys each at a time; Zendesk takes 30 bulk jobs from everybody together. */
const bulkConcurrency: Readonly<Record<WorkKind, number>> = { "reconcile-client": 4, "review-ticket": 4 };

/** How long a stop waits for what nobody waits for; what that leaves undone is taken up by others (milliseconds). */
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
  // Together, or a stop would take as long as all of them.
  const background = closingTogether();
  open.defer(async () => {
    const waited = sleep(closeWithinMs, undefined, { ref: false });
    await Promise.all([workers.close(), Promise.race([background.close(), waited])]);
  });

  const tellBulk = warnSeldom(log, "bulk.failed");
  const pace = { pausedUntil: 0 };
  for (const kind of workKinds) {
    const ports = observing.aroundJobs(bulk[kind]);
    for (let pass = 1; pass <= bulkConcurrency[kind]; pass += 1) {
      inBackground({
        everyMs: bulkEveryMs,
        firstMs: bulkEveryMs,
        once: async (signal) => await passBulk(kind, ports, observing, log, pace, signal),
        tell: tellBulk,
        open: background,
      });
    }
  }

  const parts = { ...options, zendesk, open: background };
  startRegularReadings(parts);
  startDriftCheck(parts);
  startWatching(parts);

  inBackground({
    everyMs: compareEveryMs,
    once: async () => await compareAndPruneWhenDue(options),
    tell: warnSeldom(log, "compare.failed"),
    open: background,
  });

  const tellResume = warnSeldom(log, "retries.failed");
  inBackground({
    everyMs: resumeEveryMs,
    once: async (signal) => {
      const { retries, failures } = await resumeRetries(db, signal);
      if (retries > 0) log.info({ retries }, "retries.resumed");
      failures.forEach(tellResume);
    },
    tell: tellResume,
    open: background,
  });

  inBackground({
    everyMs: sweepEveryMs,
    once: async () =>
      await sweep({
        listDue: async () => await listDue(db, sweepAtMost),
        applyScheduled: async () => await applyScheduled(db, sweepAtMost),
        wake: async (keys) => await producer.wake(keys),
      }),
    tell: warnSeldom(log, "sweep.failed"),
    open: background,
  });
}

/**
 * Once a day all clients are compared with Zendesk, and old events, tickets that were closed long ago and what is kept for
 * people only are deleted; of all workers one does both, and who dies meanwhile is succeeded.
 */
async function compareAndPruneWhenDue({ config, db, catalogue, log }: WorkingOptions): Promise<void> {
  const dueAt = lastDueAt(catalogue.fullCompare, DateTime.utc());
  await fullCompareWhenDue(db, dueAt, async (mark) => {
    log.info("compare.started");
    log.info({ clients: await mark() }, "compare.marked");
    log.info({ messages: await pruneMessages(db) }, "messages.pruned");
    log.info({ tickets: await pruneTickets(db, DateTime.utc()) }, "tickets.pruned");
    log.info(await pruneHistory(db, config.operations), "history.pruned");
  });
}

/** One hundred after the other until none is due, Zendesk asks all passes to wait, or we are stopped. */
async function passBulk(
  kind: WorkKind,
  ports: AttemptPorts,
  { pass }: Pick<Observing, "pass">,
  log: Logger,
  pace: { pausedUntil: number },
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted && performance.now() >= pace.pausedUntil) {
    const startedAt = performance.now();
    const attempts = await pass(async () => await attemptBulk(kind, ports));
    if (attempts.length === 0) return;
    describeBulk(log, attempts, performance.now() - startedAt);
    const longest = Math.max(0, ...attempts.map(({ pause }) => pause?.forMs ?? 0));
    pace.pausedUntil = Math.max(pace.pausedUntil, performance.now() + longest);
  }
}
