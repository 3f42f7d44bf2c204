import { NoConnectionFree } from "../operations/refusals.ts";
import { answersInTime } from "./answers-in-time.ts";
import type { HealthPorts } from "./health.ts";
import { Problem } from "./problems.ts";

/** So long nobody wonders whether the database is still there (milliseconds). */
const patienceMs = 600;

/** Shorter than the patience: who asks twice was answered twice (milliseconds). */
const pingWithinMs = 500;

/** One lost ping is no reason to give up on work under way. */
const failuresBelieved = 2;

const again = "what was asked for may have happened or not, asking again does no harm";
const away = `the database does not answer; ${again}`;
const busy = `every connection to the database is busy; ${again}`;

export type Presence = {
  /**
   * What the work answers, unless what it stands on is away: then whoever waits hears so within two seconds, not when
   * the last query gives up. @throws Problem
   */
  readonly whileUp: <Value>(work: Promise<Value>) => Promise<Value>;
  /** What an error means that nobody expected: mostly that the database is away. */
  readonly unlessAway: (err: unknown) => Promise<unknown>;
};

/** However many wait, one ping at a time is under way for all of them. */
export function createPresence(checks: HealthPorts["checks"]): Presence {
  let asked: Promise<boolean> | undefined;
  const isUp = async (): Promise<boolean> => {
    asked ??= areUp(checks).finally(() => {
      asked = undefined;
    });
    return await asked;
  };

  return {
    async whileUp(work) {
      const { promise: gaveUp, reject } = Promise.withResolvers<never>();
      let failures = 0;
      const timer = setInterval(async () => {
        failures = (await isUp()) ? 0 : failures + 1;
        if (failures >= failuresBelieved) reject(new Problem("unavailable", away));
      }, patienceMs);
      try {
        return await Promise.race([work, gaveUp]);
      } finally {
        clearInterval(timer);
      }
    },

    async unlessAway(err) {
      if (!(await isUp())) return new Problem("unavailable", away, { cause: err });
      return err instanceof NoConnectionFree ? new Problem("unavailable", busy, { cause: err }) : err;
    },
  };
}

async function areUp(checks: HealthPorts["checks"]): Promise<boolean> {
  const answers = await Promise.all(
    Object.values(checks)
      .filter(({ isEssential }) => isEssential)
      .map(async ({ ping }) => await answersInTime(ping, pingWithinMs)),
  );
  return answers.every(Boolean);
}
