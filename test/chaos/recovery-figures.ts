import { middleOf } from "../bench/middle-of.ts";
import type { Happening } from "./history.ts";

/** How long something took, each time that nothing else struck meanwhile. */
export type Waits = { readonly count: number; readonly medianMs: number; readonly worstMs: number };

export type RecoveryFigures = {
  /** From a worker's SIGKILL, another one being alive, until all work that it held was taken again. */
  readonly workTakenAgain: Waits;
  /** From the moment at which Redis answers again, killed or frozen, until the next attempt. */
  readonly attemptAfterRedis: Waits;
  /** Of each time that Redis or the database was frozen, the slowest answer to a webhook that came in meanwhile. */
  readonly answerWhileFrozen: Waits;
  readonly answersWhileFrozen: number;
};

type Disaster = Extract<Happening, { kind: "disaster" }>;

/** A worker's leases outlive it by ten seconds (milliseconds). */
const leftBehindMs = 11_000;

/** What was struck is there again, and warm, after this (milliseconds). */
const shakenMs = 400;

export function recoveryFigures(history: readonly Happening[]): RecoveryFigures {
  const disasters = history.filter((one) => one.kind === "disaster");
  const recoveries = history.filter((one) => one.kind === "recovered");
  const isQuiet = quietAround(history);

  function waits(what: "work" | "attempts"): Waits {
    const tookMs = recoveries
      .filter((one) => one.what === what)
      .flatMap(({ since, at }) => {
        const cause = disasters.find(({ until }) => until === since);
        return cause && isQuiet(cause, at) ? [at - (what === "work" ? cause.at : since)] : [];
      });
    return waitsOf(tookMs);
  }

  const answers = history.filter((one) => one.kind === "answered");
  const frozen = disasters
    .filter(({ name }) => name === "redis frozen" || name === "database frozen")
    .filter((one) => isQuiet(one, one.until))
    .map((one) => answers.filter(({ at }) => one.at <= at && at < one.until))
    .filter((meanwhile) => meanwhile.length > 0);
  return {
    workTakenAgain: waits("work"),
    attemptAfterRedis: waits("attempts"),
    answerWhileFrozen: waitsOf(
      frozen.map((meanwhile) => Math.max(...meanwhile.map(({ at, until }) => until - at))),
    ),
    answersWhileFrozen: frozen.reduce((sum, { length }) => sum + length, 0),
  };
}

/** Whether nothing else struck from shortly before a disaster until a moment. */
function quietAround(history: readonly Happening[]): (disaster: Disaster, until: number) => boolean {
  const struck = history.flatMap(strikeOf);
  return (disaster, until) =>
    struck.every((other) => {
      const isWorkers = other.who === "worker" && disaster.name.startsWith("worker");
      const overAt = other.until + (isWorkers ? leftBehindMs : shakenMs);
      return other.happening === disaster || other.at > until || overAt < disaster.at;
    });
}

type Strike = {
  readonly happening: Happening;
  readonly at: number;
  readonly until: number;
  readonly who: string;
};

function strikeOf(happening: Happening): Strike[] {
  if (happening.kind === "disaster") {
    const { at, until, name } = happening;
    return [{ happening, at, until, who: name.split(" ")[0]! }];
  }
  if (happening.kind !== "crashed" && happening.kind !== "ended") return [];
  return [{ happening, at: happening.at, until: happening.at, who: happening.role }];
}

function waitsOf(tookMs: readonly number[]): Waits {
  const quickestFirst = tookMs.toSorted((one, other) => one - other);
  return { count: tookMs.length, medianMs: middleOf(quickestFirst), worstMs: quickestFirst.at(-1) ?? 0 };
}
