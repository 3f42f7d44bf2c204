import type { DateTime } from "luxon";

import { crashPoint } from "../crash-points/crash-point.ts";
import { endingOfError, endingOfOutcome, type Pause, pauseAfter } from "./ending.ts";
import { asError, type End, type Ends } from "./ends.ts";
import type { Ending, Lease, ManyWork, Work, WorkKey, WorkKind } from "./ports.ts";
import { LeaseLost } from "./refusals.ts";
import { repeat } from "./repeat.ts";

/**
 * Performs the jobs of some leases together. `hold` makes sure, before a write, that they still are ours. Answers for
 * each key an outcome, or the error that it ended with; what is thrown is the end of all of them.
 */
export type PerformAll = (leases: readonly Lease[], hold: () => Promise<void>) => Promise<Ends>;

export type AttemptPorts = {
  readonly work: Work & ManyWork;
  readonly perform: PerformAll;
  readonly now: () => DateTime;
  /** 0 to 1, for jitter. */
  readonly chance: () => number;
};

/** One attempt as it went, for the log and for the queue. */
export type Attempt = {
  readonly lease: Lease;
  readonly ending?: Ending;
  readonly err?: unknown;
  readonly pause?: Pause;
  /** Something newer came in meanwhile: look again now. */
  readonly again: boolean;
  /** Calls to Zendesk, for all keys that were looked at together. */
  readonly calls?: number;
};

/** How often leases are extended while their jobs are performed; far within the lease (milliseconds). */
const beatEveryMs = 3000;

/** So many keys are looked at together: as many as Zendesk takes in one call. */
const together = 100;

/** Attempts a key, and with it whatever other live work of its kind waits: what can go in the same calls, goes in them. */
export async function attemptKey(key: WorkKey, ports: AttemptPorts): Promise<Attempt[]> {
  const lease = await ports.work.take(key);
  if (!lease) return [];
  const others = await ports.work.takeDue(key.kind, "live", together - 1);
  return await attemptAll([lease, ...others], ports);
}

/** Attempts bulk work of a kind, if there is any. */
export async function attemptBulk(kind: WorkKind, ports: AttemptPorts): Promise<Attempt[]> {
  const leases = await ports.work.takeDue(kind, "bulk", together);
  return leases.length > 0 ? await attemptAll(leases, ports) : [];
}

/**
 * The life of attempts: perform the jobs while holding their leases, say what each end means, settle. Who finds only then
 * that a lease was lost may have written late, over somebody newer; who found it before a write has written nothing.
 */
async function attemptAll(leases: readonly Lease[], ports: AttemptPorts): Promise<Attempt[]> {
  crashPoint("after-lease-taken");
  const ends = await endsOf(leases, ports);
  const attempts = leases.map((lease) => attemptOf(lease, ends.get(lease.key), ports));
  crashPoint("before-settle");
  const settled = await ports.work.settleAll(
    attempts.flatMap(({ lease, ending }) => (ending ? [{ lease, ending }] : [])),
  );
  crashPoint("after-settle-commit");
  let index = 0;
  return await Promise.all(
    attempts.map(async (attempt) => {
      const result = attempt.ending ? settled[index++] : "lost";
      if (result === "lost" && !(attempt.err instanceof LeaseLost)) await ports.work.doubt(attempt.lease);
      return { ...attempt, again: result === "again" };
    }),
  );
}

async function endsOf(leases: readonly Lease[], { work, perform }: AttemptPorts): Promise<Ends> {
  const beating = repeat(
    beatEveryMs,
    async () => await work.holdAll(leases),
    () => {},
    beatEveryMs,
  );
  try {
    return await perform(leases, async () => await work.holdAll(leases));
  } catch (err) {
    return new Map(leases.map(({ key }) => [key, asError(err)]));
  } finally {
    await beating.stop();
  }
}

function attemptOf(
  lease: Lease,
  end: End | undefined,
  { now, chance }: AttemptPorts,
): Omit<Attempt, "again"> {
  if (end instanceof LeaseLost) return { lease, err: end };
  if (end instanceof Error || end === undefined) {
    const err = end ?? new Error(`the job said nothing of ${lease.key}`);
    const pause = pauseAfter(err);
    const ending = endingOfError(err, lease.attempts + 1, now(), chance());
    return { lease, ending, err, ...(pause && { pause }) };
  }
  return { lease, ending: endingOfOutcome(end) };
}
