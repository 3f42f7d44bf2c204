import { onTestFinished, vi } from "vitest";
import type { Attempt } from "../../src/jobs/attempt.ts";
import type { WorkKey } from "../../src/jobs/ports.ts";
import { createProducer, type Producer } from "../../src/queue/producer.ts";
import { startWorkers, type Workers, type WorkersOptions } from "../../src/queue/workers.ts";
import { hearingLog } from "../support/hearing-log.ts";

/** A key of a client. */
export function client(key: string): WorkKey {
  return { kind: "reconcile-client", key };
}

export function clients(count: number): WorkKey[] {
  return Array.from({ length: count }, (_none, index) => client(`C-${index + 1}`));
}

export function inEachLane(count: number): WorkersOptions["concurrency"] {
  return { clients: count, tickets: count };
}

/** There was nothing to do. */
export const nothingLeft: readonly Attempt[] = [];

/** An attempt of a key, done unless said otherwise. */
export function attemptOf(key: string, other: Partial<Attempt> = {}): Attempt {
  const lease = { ...client(key), version: 7n, epoch: 2n, attempts: 3 };
  return { lease, ending: { kind: "done" }, again: false, ...other };
}

/** A producer that is connected, and closed with the test. */
export async function producing(redisUrl: string): Promise<Producer> {
  const producer = createProducer(redisUrl, hearingLog().log);
  onTestFinished(async () => await producer.close());
  await vi.waitFor(async () => await producer.ping(), { timeout: 10_000, interval: 5 });
  return producer;
}

export type Working = Workers & {
  /** The keys of the attempts, in the order in which they began. */
  readonly attempted: readonly string[];
  /** When they began (milliseconds, as `performance.now()`). */
  readonly beganAt: readonly number[];
};

/** Workers that are closed with the test and tell what they attempted. */
export function working(
  redisUrl: string,
  { attempt = async () => nothingLeft, ...options }: Partial<WorkersOptions> = {},
): Working {
  const attempted: string[] = [];
  const beganAt: number[] = [];
  const workers = startWorkers({
    redisUrl,
    log: hearingLog().log,
    pause: async () => undefined,
    concurrency: inEachLane(4),
    closeWithinMs: 5000,
    ...options,
    attempt: async (key) => {
      attempted.push(key.key);
      beganAt.push(performance.now());
      return await attempt(key);
    },
  });
  onTestFinished(async () => await workers.close());
  return { attempted, beganAt, close: async () => await workers.close() };
}

/** A door that work under way waits at until it is opened. */
export function door(): { readonly opened: Promise<void>; readonly open: () => void } {
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  return { opened, open };
}
