import type { DateTime } from "luxon";

import { endingOfError, endingOfOutcome, type Pause, pauseAfter } from "./ending.ts";
import type { Outcome } from "./outcome.ts";
import type { Ending, Lease, Work, WorkKey } from "./ports.ts";
import { LeaseLost } from "./refusals.ts";

/** What is told to the job: its key, and how to make sure, before each write, that it still is its own. */
export type Perform = (key: string, hold: () => Promise<void>) => Promise<Outcome>;

export type AttemptPorts = {
  readonly work: Work;
  readonly jobs: Readonly<Record<WorkKey["kind"], Perform>>;
  readonly now: () => DateTime;
  /** 0 to 1, for jitter. */
  readonly chance: () => number;
};

/** One attempt as it went, for the log and for the queue. */
export type Attempt = {
  readonly lease?: Lease;
  readonly ending?: Ending;
  readonly err?: unknown;
  readonly pause?: Pause;
  /** Something newer came in meanwhile: look again now. */
  readonly again: boolean;
};

/**
 * The life of an attempt: take the lease, perform the job, say what its end means, settle. Answers without a
 * lease when there was nothing to do. Who finds that the lease was lost may have written late, over somebody newer.
 */
export async function attempt(key: WorkKey, { work, jobs, now, chance }: AttemptPorts): Promise<Attempt> {
  const lease = await work.take(key);
  if (!lease) return { again: false };

  let ending: Ending;
  let err: unknown;
  try {
    ending = endingOfOutcome(await jobs[key.kind](key.key, () => work.hold(lease)));
  } catch (thrown) {
    if (thrown instanceof LeaseLost) {
      await work.doubt(lease);
      return { lease, err: thrown, again: false };
    }
    err = thrown;
    ending = endingOfError(thrown, lease.attempts + 1, now(), chance());
  }
  const pause = pauseAfter(err);
  const settled = await work.settle(lease, ending);
  if (settled === "lost") await work.doubt(lease);
  return { lease, ending, err, ...(pause && { pause }), again: settled === "again" };
}
