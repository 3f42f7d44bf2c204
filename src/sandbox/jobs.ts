import { createHash } from "node:crypto";
import { jobFate } from "./job-fate.ts";
import type { JobFaults } from "./job-faults.ts";
import { bucketHeader } from "./rate-limit-headers.ts";
import type { RateLimits } from "./rate-limits.ts";
import { Refusal } from "./refusal.ts";
import { runJob } from "./run-job.ts";
import type { JobProgress, JobSpeed } from "./run-job.ts";
import type { Work } from "./work.ts";

export type Job = JobProgress & {
  readonly id: string;
  /** Counted from the start of the sandbox. */
  readonly number: number;
  readonly createdAt: string;
  readonly kind: Work["kind"];
  readonly total: number;
  /** The faults that strike it. */
  readonly faults: readonly string[];
  /** Whether the API has forgotten it before its time. */
  readonly vanished: boolean;
};

/** The background jobs of the account. */
export type Jobs = {
  /** The latest first, those included that vanished or whose time is over but were not swept away yet. */
  list(): readonly Job[];
  /** Those that the API knows, the latest first. */
  known(): readonly Job[];
  /** A job that the API knows. */
  find(id: string): Job | undefined;
  readonly inFlight: number;
  /** Throws `TooManyRequests` when too many are queued or running. */
  enqueue(work: Work): Job;
  headers(): Readonly<Record<string, string>>;
  /** Stops and forgets all jobs. */
  clear(): void;
};

export type JobOptions = JobSpeed & {
  /** How many may be queued or running. */
  readonly maxInFlight: number;
  /** How long a job can be asked for, from its creation on. */
  readonly ttlMs: number;
};

export type JobSurroundings = {
  readonly now: () => Date;
  readonly minuteMs: number;
  readonly seed: number;
  readonly faults: JobFaults;
  readonly limits: RateLimits;
};

export function createJobs(options: JobOptions, surroundings: JobSurroundings): Jobs {
  const { now, minuteMs, seed, faults, limits } = surroundings;
  /** In the order of their creation. */
  const jobs = new Map<string, Job>();
  const running = new Map<Job, () => void>();
  let created = 0;

  const isOver = (job: Job): boolean => now().getTime() - Date.parse(job.createdAt) >= options.ttlMs;
  const isKnown = (job: Job): boolean => !job.vanished && !isOver(job);

  function sweep(): void {
    for (const job of jobs.values()) {
      if (!isOver(job)) return;
      jobs.delete(job.id);
    }
  }

  function refuseMore(className: string): void {
    if (running.size < options.maxInFlight) return;
    const headers = { ...inFlightHeaders(), "retry-after": String(resetSeconds) };
    const current = Array.from(running.keys(), ({ id }) => id);
    limits.refuse("jobs", tooManyJobs(className, current, headers));
  }

  /** The documented header has a reset of sixty seconds, though a place is free as soon as a job ends. */
  const resetSeconds = Math.ceil(minuteMs / 1000);
  const inFlightHeaders = (): Readonly<Record<string, string>> =>
    bucketHeader("inflight-jobs", options.maxInFlight, options.maxInFlight - running.size, resetSeconds);

  return {
    list: () => [...jobs.values()].toReversed(),
    known: () => [...jobs.values()].filter(isKnown).toReversed(),
    find(id) {
      const job = jobs.get(id);
      return job && isKnown(job) ? job : undefined;
    },
    get inFlight() {
      return running.size;
    },
    enqueue(work) {
      sweep();
      refuseMore(work.className);
      const total = work.steps.length;
      const struck = faults.strike(work.kind);
      const fate = jobFate(struck, total, () => faults.dice());
      created += 1;
      const job: Job = {
        id: `V3-${createHash("md5").update(`sandbox ${seed} job ${created}`).digest("hex")}`,
        number: created,
        createdAt: now().toISOString(),
        kind: work.kind,
        total,
        faults: struck.map(({ kind }) => kind),
        vanished: false,
        status: "queued",
        progress: null,
        message: null,
        results: null,
        rowsFailed: 0,
      };
      const tell = (progress: JobProgress): void => {
        const isRunning = progress.status === "working";
        Object.assign(job, progress, { vanished: !isRunning && fate.end === "vanished" });
        if (!isRunning) running.delete(job);
      };
      jobs.set(job.id, job);
      running.set(job, runJob({ work, fate, speed: options, now, tell }));
      return job;
    },
    headers: inFlightHeaders,
    clear() {
      for (const stop of running.values()) stop();
      running.clear();
      jobs.clear();
    },
  };
}

/** The words are documented for jobs of users; the status is not, nor are the names of the classes for organizations. */
function tooManyJobs(
  className: string,
  current: readonly string[],
  headers: Readonly<Record<string, string>>,
): Refusal {
  const description = `Too many ${className} jobs are currently queued or running. Try again later.`;
  return new Refusal(429, { error: "TooManyJobs", description, current_job_ids: current }, headers);
}
